// A CommonJS module that an ES module imports: startingProgram.mjs.
exports.work = (x) => x;
