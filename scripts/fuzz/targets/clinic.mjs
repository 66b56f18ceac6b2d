// Valid calls of ppo-clinic.

export const packageName = 'ppo-clinic';

const stopAt = () => ({ iterations: 1 });
const buffer = () => ({ numSteps: 2, numEnvs: 2, observationSize: 4, actionWidth: 1, discrete: true });

/**
 * The first record of a run.
 * @param {any} run
 */
async function begun(run) {
  const first = await run.next();
  await run.return();
  return first;
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  const cartPole = lib.patients.find((/** @type {any} */ one) => one.task === 'CartPole').patient;
  // A probe trains a whole patient: one that has been probed once is remembered.
  /** @type {import('../target.mjs').Descriptions} */
  const probes = Object.fromEntries(
    ['advantageTest', 'overfitTest', 'pairingTest', 'ratioTest', 'storageTest', 'termTest', 'chartOf'].map((name) => [
      name,
      { args: () => [cartPole, 1], costly: true },
    ]),
  );
  return {
    ...probes,
    autopsyOf: () => [cartPole, 'nothing'],
    judgeBug: { args: () => [cartPole, 'healthy', 1], costly: true },
    healthyRecords: { args: () => ['CartPole'], costly: true },
    healthyRun: {
      args: () => [{ task: 'CartPole', seed: 1, stopAt: stopAt() }],
      via: ([one]) => begun(lib.healthyRun(one)),
      names: ['options'],
    },
    plantedRun: {
      args: () => [{ patient: cartPole, seed: 1, stopAt: stopAt() }],
      via: ([one]) => begun(lib.plantedRun(one)),
      names: ['options'],
    },
    'new LateObservations': { args: () => [buffer()], names: ['options'] },
    'LateObservations#addObservations': {
      on: () => new lib.LateObservations(buffer()),
      args: () => [new Float32Array(8)],
    },
    autopsy: () => [cartPole],
    giveUp: () => [cartPole],
    nameBug: { args: () => [cartPole, 'healthy', { seed: 1 }], costly: true },
    patientChart: { args: () => [cartPole, { seed: 1 }], costly: true },
    candidateList: { why: 'it takes nothing' },
    labBoard: { why: 'it takes nothing' },
    GIVE_UP: { why: 'a text' },
    candidates: { why: 'a list' },
    clinicTasks: { why: 'objects' },
    patients: { why: 'a list' },
  };
}
