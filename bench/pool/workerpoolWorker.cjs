const workerpool = require('workerpool');
workerpool.worker(require('./tasks.cjs'));
