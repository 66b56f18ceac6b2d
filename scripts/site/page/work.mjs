// What a reader has made here: notebooks in JupyterLite's storage, and progress.
import { zipOf } from './zip.mjs';

/** @typedef {{ name: string, path: string, type: string, format: string, content: any }} Kept */
/** @typedef {{ keys(): Promise<string[]>, getItem(key: string): Promise<Kept | null>, removeItem(key: string): Promise<void> }} Store */

/** What a reader has made, in this browser. */
export class Work {
  /**
   * @param {{ storage: Promise<Store>, checkpoints: Promise<Store> }} drive  JupyterLite's
   * @param {string} progressKey  under which local storage has the progress, as lib/kernel/assets/page.js keeps it
   */
  constructor(drive, progressKey) {
    this.drive = drive;
    this.progressKey = progressKey;
  }

  /** Paths of everything that is kept. */
  async paths() {
    return (await this.drive.storage).keys();
  }

  /** @returns {Promise<Record<string, string>>} every file that is kept, by path, and the progress */
  async files() {
    const storage = await this.drive.storage;
    const kept = await Promise.all((await this.paths()).map((path) => storage.getItem(path)));
    const texts = kept.flatMap((one) => {
      if (one === null || one.type === 'directory') return [];
      return [[one.path, typeof one.content === 'string' ? one.content : `${JSON.stringify(one.content, null, 1)}\n`]];
    });
    const progress = Object.entries(JSON.parse(localStorage.getItem(this.progressKey) ?? '{}'));
    return Object.fromEntries([...texts, ...progress.map(([name, text]) => [`.ppo-progress/${name}`, text])]);
  }

  async download() {
    const blob = new Blob(/** @type {BlobPart[]} */ (zipOf(await this.files())), { type: 'application/zip' });
    const link = Object.assign(document.createElement('a'), {
      href: URL.createObjectURL(blob),
      download: 'my-lessons.zip',
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  }

  /**
   * Forgets what the reader has of some files, so that the site's are seen again.
   * @param {string[]} paths
   */
  async forget(paths) {
    for (const store of await Promise.all([this.drive.storage, this.drive.checkpoints]))
      await Promise.all(paths.map((path) => store.removeItem(path)));
  }

  forgetProgress() {
    localStorage.removeItem(this.progressKey);
  }

  /**
   * The name under which a reader's copy is kept beside a new edition, as npm run lessons names it.
   * @param {string} path
   */
  async freeName(path) {
    const taken = await this.paths();
    for (let number = 1; ; number++) {
      const name = path.replace(/\.ipynb$/, `.mine-${number}.ipynb`);
      if (!taken.includes(name)) return name;
    }
  }
}
