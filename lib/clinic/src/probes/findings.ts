import { AdvantageProbe, PairingProbe, RatioProbe, StorageProbe } from './columns';
import { remembered } from '../runs/chart';
import { follow } from '../runs/follow';
import { testOverfit, testTerms, type OverfitResults, type TermResults } from './terms';
import type { TaskName } from '../ward/tasks';
import { caseOf, type Case, requireSeed } from '../ward/ward';
import type { TrainRecord } from 'ppo-lib';

/** Everything that the probes measure on one run. */
export interface Findings {
  readonly records: readonly TrainRecord[];
  readonly ratio: ReturnType<RatioProbe['result']>;
  readonly storage: ReturnType<StorageProbe['result']>;
  readonly advantages: ReturnType<AdvantageProbe['result']>;
  readonly pairing: ReturnType<PairingProbe['result']>;
  readonly terms: TermResults;
  readonly overfit: OverfitResults;
}

/** The iteration whose learner is experimented with: it has learned something, and no task is solved yet. */
const EXPERIMENT_AT = 12;

/** Follows a whole run with every probe. */
export async function examine(one: Case, seed = 1): Promise<Findings> {
  const [ratio, storage, advantages, pairing] = [
    new RatioProbe(),
    new StorageProbe(),
    new AdvantageProbe(),
    new PairingProbe(),
  ];
  let terms!: TermResults;
  let overfit!: OverfitResults;
  let iteration = 0;
  const records = await follow(
    one,
    { seed },
    {
      moment: (moment) => {
        iteration = moment.iteration;
        for (const probe of [ratio, storage, advantages]) probe.see(moment);
        if (iteration !== EXPERIMENT_AT) return;
        terms = testTerms(moment);
        overfit = testOverfit(moment);
      },
      minibatch: (minibatch, buffer) => {
        if (iteration === EXPERIMENT_AT) pairing.see(minibatch, buffer);
      },
    },
  );
  return {
    records,
    ratio: ratio.result(),
    storage: storage.result(),
    advantages: advantages.result(),
    pairing: pairing.result(),
    terms,
    overfit,
  };
}

const ofPatients = new Map<string, Promise<Findings>>();
const ofTasks = new Map<TaskName, Promise<Findings>>();

/** All findings on a patient; computed once. */
export async function findingsOf(patient: number, seed = 1): Promise<Findings> {
  const one = caseOf(patient);
  requireSeed(seed);
  return remembered(ofPatients, `${patient}/${seed}`, () => examine(one, seed));
}

/** The same on a healthy program with another seed. */
export function healthyFindings(task: TaskName): Promise<Findings> {
  return remembered(ofTasks, task, () => examine({ bug: 'healthy', task }, 101));
}
