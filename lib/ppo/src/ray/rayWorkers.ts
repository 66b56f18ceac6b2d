import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, requireCount, requirePositive } from '../numbers/validate';
import { requireKnownOptions } from '../numbers/objects';
import type { Channel } from '../workers/channel';
import { WorkerPool } from '../workers/pool';
import { RayBridge, type BridgeSettings, type RayCluster } from './bridge';
import { readModules } from './sentModules';

export interface RayOptions {
  /** of a cluster that runs and that this machine is a node of: "10.0.0.1:6379", or "auto" for the one that was started here */
  readonly address: string;
  /** actors, each with a Node process; default 4 */
  readonly numWorkers?: number;
  /** a Python here that has Ray, in the version of the cluster; default python3 */
  readonly python?: string;
  /** Node on the machines of the cluster; default node, as their PATH finds it */
  readonly node?: string;
  /** what Ray reserves for a worker; one for which the cluster has no room waits; default 1 */
  readonly cpusPerWorker?: number;
  /** seconds after which an idle worker plays a fragment again that has not come back; default 10 */
  readonly deadline?: number;
  /**
   * paths of CommonJS modules that register environments, each one file that requires gymnasium-js and what Node has; they are sent to
   * every worker, and this process has to load them too
   */
  readonly modules?: readonly string[];
  /** called whenever the cluster has been reached */
  readonly onAttach?: (cluster: RayCluster) => void;
}

const defaults = {
  numWorkers: 4,
  python: 'python3',
  node: 'node',
  cpusPerWorker: 1,
  deadline: 10,
  modules: [],
  onAttach: () => undefined,
};

/** All that a worker is, in one file, which Ray takes to the machines (scripts/build-assets.mjs). */
const program = join(__dirname, '../bundle/rayWorker.js');

/** Workers of a cluster; the way there is made when the first of them begins. */
export class RayWorkerPool extends WorkerPool {
  private bridge: RayBridge | null = null;

  constructor({ numWorkers, deadline, ...settings }: BridgeSettings & { numWorkers: number; deadline: number }) {
    const connect = (): Channel => {
      if (this.bridge === null || this.bridge.isOver) this.bridge = new RayBridge(settings);
      return this.bridge.connect();
    };
    super({ numWorkers, deadline, connect });
  }

  override async close(): Promise<void> {
    await super.close();
    await this.bridge?.close();
    this.bridge = null;
  }
}

/**
 * Workers on a Ray cluster, for `train({ workers: rayWorkers({ address: 'auto' }) })`. A run comes out the same, to the last bit, as on
 * threads, with any number of workers, and whatever happens to them, to machines or to the network between. Workers have the environments
 * of gymnasium-js and those that `modules` register. Attaches to a cluster, never starts one: Ray listens on every interface, so a
 * cluster belongs into a network of its own, with RAY_AUTH_MODE=token.
 * @throws TypeError or RangeError if an option is wrong; the run itself throws RayError if the cluster cannot be reached
 */
export function rayWorkers(options: RayOptions): RayWorkerPool {
  requireKnownOptions('rayWorkers', options, ['address', ...Object.keys(defaults)]);
  const settings = { ...defaults, ...options };
  requireAddress(settings.address);
  for (const name of ['python', 'node'] as const) {
    if (typeof settings[name] !== 'string' || settings[name] === '') {
      throw new TypeError(`${name}: got ${describe(settings[name])}, expected the name or path of a program`);
    }
  }
  if (typeof settings.onAttach !== 'function') {
    throw new TypeError(`onAttach: got ${describe(settings.onAttach)}, expected a function`);
  }
  requireCount('numWorkers', settings.numWorkers);
  requirePositive('cpusPerWorker', settings.cpusPerWorker);
  requirePositive('deadline', settings.deadline);
  const modules = readModules(settings.modules);
  if (!existsSync(program)) throw new Error(`workers: ${program} is missing; build the packages: npm run build`);
  return new RayWorkerPool({ ...settings, modules, program });
}

/** Ray starts a cluster of its own when it is asked for none or for "local". */
function requireAddress(address: unknown): void {
  if (typeof address === 'string' && (address === 'auto' || /^[^\s:/]+:\d+$/.test(address))) return;
  throw new RangeError(
    `address: got ${describe(address)}, expected host:port of a running cluster such as "10.0.0.1:6379", or "auto"`,
  );
}
