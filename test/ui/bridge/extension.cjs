// Answers `{ method, args }`, one JSON text for each connection, on a socket in the folder for temporary files.
const vscode = require('vscode');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const methods = {
  executeCommand: (command, ...args) => vscode.commands.executeCommand(command, ...args.map(revive)),
  run: async (file, args) => (await api()).run(vscode.Uri.file(file), args),
  tree: async () => (await api()).tree(),
  activate: timedActivation,
  usage: () => ({ cpu: processorTime(), memory: process.memoryUsage().rss / 1024 ** 2 }),
};

exports.activate = ({ subscriptions }) => {
  const address = path.join(os.tmpdir(), 'bridge.sock');
  fs.rmSync(address, { force: true }); // of the window before a reload
  const server = net.createServer({ allowHalfOpen: true }, (socket) => void answer(socket));
  server.listen(address);
  subscriptions.push({ dispose: () => server.close() });
};

const extension = () => vscode.extensions.getExtension('multiprocessing-ts.multiprocessing-ts');
const api = () => extension().activate();

/** In ms; the extension's code is loaded, too. */
async function timedActivation() {
  if (extension().isActive) throw new Error('it is active already');
  const before = performance.now();
  await api();
  return performance.now() - before;
}

/** Of this process, in ms. */
function processorTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function answer(socket) {
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  const { method, args } = JSON.parse(text);
  try {
    socket.end(JSON.stringify({ result: (await methods[method](...args)) ?? null }));
  } catch (error) {
    socket.end(JSON.stringify({ error: error.message }));
  }
}

const revive = (argument) => (argument?.file ? vscode.Uri.file(argument.file) : argument);
