// The compiler as tslab and the kernel see it: a copy whose functions can be replaced, on the files of the worker.
const compiler = require('site:typescript');
const { system } = require('site:system');

compiler.setSys(system);
module.exports = { ...compiler, sys: system };
