import { connect } from 'node:net';

const socket = connect(process.argv[2]);
socket.on('data', (bytes) => socket.write(bytes));
