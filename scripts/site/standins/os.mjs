// node:os in the worker.
export const EOL = '\n';
export const tmpdir = () => '/tmp';
export const hostname = () => 'page';
export const platform = () => 'browser';
export const availableParallelism = () => 1;
export default { EOL, tmpdir, hostname, platform, availableParallelism };
