process.on('message', (word) => process.send(word));
