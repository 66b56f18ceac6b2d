// Checked before anything else is loaded, so this file keeps to syntax that old versions of Node can read.
var oldest = [20, 19];

export function requireNode() {
  var parts = process.versions.node.split('.').map(Number);
  if (parts[0] > oldest[0] || (parts[0] === oldest[0] && parts[1] >= oldest[1])) return;
  console.error(
    '\nNode ' +
      oldest.join('.') +
      ' or newer is needed, and this is ' +
      process.versions.node +
      ': install a newer one (nodejs.org, or: nvm install 22), then run the same command again.',
  );
  process.exit(1);
}
