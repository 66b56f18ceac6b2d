// node:fs/promises in the worker.
module.exports = require('site:files').promises;
