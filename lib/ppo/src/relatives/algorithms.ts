import { CompiledLearner } from '../compiled/compiledLearner';
import { Random } from '../numbers/random';
import { requireKnownFields } from '../numbers/objects';
import { describe, requireObject } from '../numbers/validate';
import { dqn, dqnConfig, type DqnConfig, type DqnReport } from './dqn';
import type { RelativeAgent, RelativeRecord, Snapshot } from './loop';
import { pqn, pqnConfig, qConfigOf, type PqnConfig, type PqnReport } from './pqn';
import { QLearner } from './qLearner';
import { sac, type SacRecordReport } from './sac';
import { sacConfig, type SacConfig } from './sacConfig';
import { SacLearner } from './sacLearner';
import { learnerConfig, trpo, trpoConfig, type TrpoConfig, type TrpoReport } from './trpo';

/** The relatives by name. */
export const relatives = { dqn, pqn, sac, trpo } as const;

export type RelativeName = keyof typeof relatives;

/** The settings of each relative, and what its records and snapshots hold. */
export interface RelativeTypes {
  dqn: { config: Partial<DqnConfig>; record: RelativeRecord<DqnReport>; checkpoint: Snapshot<DqnConfig> };
  pqn: { config: Partial<PqnConfig>; record: RelativeRecord<PqnReport>; checkpoint: Snapshot<PqnConfig> };
  sac: { config: Partial<SacConfig>; record: RelativeRecord<SacRecordReport>; checkpoint: Snapshot<SacConfig> };
  trpo: { config: Partial<TrpoConfig>; record: RelativeRecord<TrpoReport>; checkpoint: Snapshot<TrpoConfig> };
}

/**
 * The agent of a snapshot (`result.snapshot`, or `error.checkpoint` of a run that failed): it acts as it did then.
 * @throws TypeError if it is none, RangeError if its numbers do not fit
 */
export function restoreAgent(snapshot: Snapshot<unknown>): RelativeAgent {
  const agent = makeAgent(snapshot);
  agent.setParameters(snapshot.parameters);
  return agent;
}

const snapshotNames = [
  'algorithm',
  'config',
  'seed',
  'observationSize',
  'actionSpace',
  'timesteps',
  'parameters',
] as const satisfies readonly (keyof Snapshot)[];

function makeAgent(snapshot: Snapshot<unknown>): RelativeAgent {
  if (typeof snapshot !== 'object' || (snapshot as Snapshot | null) === null) {
    throw new TypeError(`snapshot: got ${describe(snapshot)}, expected result.snapshot of a relative`);
  }
  const { algorithm, config, observationSize, actionSpace, seed } = snapshot;
  if (!Object.hasOwn(relatives, algorithm)) {
    throw new TypeError(
      `snapshot.algorithm: got ${describe(algorithm)}, known are ${Object.keys(relatives).join(', ')}; a checkpoint of train goes to restoreLearner`,
    );
  }
  requireKnownFields('snapshot', snapshot, snapshotNames, 'result.snapshot of a relative');
  requireObject('snapshot.config', config, "the run's configuration");
  const setup = { observationSize, actionSpace, random: new Random(seed, 'restore') };
  if (algorithm === 'dqn') return new QLearner({ ...setup, config: dqnConfig(config as DqnConfig) });
  if (algorithm === 'pqn') return new QLearner({ ...setup, config: qConfigOf(pqnConfig(config as PqnConfig)) });
  if (algorithm === 'sac') return new SacLearner({ ...setup, config: sacConfig(config as SacConfig) });
  return new CompiledLearner({ ...setup, config: learnerConfig(trpoConfig(config as TrpoConfig)) });
}
