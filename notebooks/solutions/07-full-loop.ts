/** Worked answers of lesson 07, and the typical wrong ones with the message each must get. */
export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  record: {
    solution: `
interface ListEnv { reset(): number[]; step(action: number): number[] }
function statesActedOn(world: ListEnv, actions: number[]): number[][] {
  const rows: number[][] = [];
  let state = world.reset();
  for (const action of actions) {
    rows.push([...state]);
    state = world.step(action);
  }
  return rows;
}`,
    wrong: [
      {
        code: `
interface ListEnv { reset(): number[]; step(action: number): number[] }
function statesActedOn(world: ListEnv, actions: number[]): number[][] {
  const rows: number[][] = [];
  let state = world.reset();
  for (const action of actions) {
    rows.push(state);
    state = world.step(action);
  }
  return rows;
}`,
        message: 'all rows are one and the same list',
      },
      {
        code: `
interface ListEnv { reset(): number[]; step(action: number): number[] }
function statesActedOn(world: ListEnv, actions: number[]): number[][] {
  const rows: number[][] = [];
  let state = world.reset();
  for (const action of actions) {
    const next = world.step(action);
    rows.push([...state]);
    state = next;
  }
  return rows;
}`,
        message: 'these are the states after each action',
      },
      {
        code: `
interface ListEnv { reset(): number[]; step(action: number): number[] }
function statesActedOn(world: ListEnv, actions: number[]): number[][] {
  return [[...world.reset()], ...actions.map((action) => [...world.step(action)])];
}`,
        message: 'return four rows, one for each',
      },
    ],
  },
  steps: {
    solution: `
interface Settings { totalTimesteps: number; numEnvs: number; numSteps: number; numEpochs: number; minibatchSize: number }
function gradientSteps(settings: Settings): number {
  const rollout = settings.numEnvs * settings.numSteps;
  const iterations = Math.floor(settings.totalTimesteps / rollout);
  return iterations * settings.numEpochs * Math.ceil(rollout / settings.minibatchSize);
}`,
    wrong: [
      {
        code: `
interface Settings { totalTimesteps: number; numEnvs: number; numSteps: number; numEpochs: number; minibatchSize: number }
function gradientSteps(settings: Settings): number {
  const rollout = settings.numEnvs * settings.numSteps;
  return Math.floor(settings.totalTimesteps / rollout) * Math.ceil(rollout / settings.minibatchSize);
}`,
        message: 'every batch is used in several epochs',
      },
      {
        code: `
interface Settings { totalTimesteps: number; numEnvs: number; numSteps: number; numEpochs: number; minibatchSize: number }
function gradientSteps({ totalTimesteps, numSteps, numEpochs, minibatchSize }: Settings): number {
  return Math.floor(totalTimesteps / numSteps) * numEpochs * Math.ceil(numSteps / minibatchSize);
}`,
        message: 'numSteps steps of each of numEnvs environments',
      },
      {
        code: `
interface Settings { totalTimesteps: number; numEnvs: number; numSteps: number; numEpochs: number; minibatchSize: number }
function gradientSteps({ totalTimesteps, numEnvs, numSteps, numEpochs, minibatchSize }: Settings): number {
  const rollout = numEnvs * numSteps;
  return Math.floor(totalTimesteps / rollout) * numEpochs * Math.floor(rollout / minibatchSize);
}`,
        message: 'the rows that do not fill a minibatch',
      },
      {
        code: `
interface Settings { totalTimesteps: number; numEnvs: number; numSteps: number; numEpochs: number; minibatchSize: number }
function gradientSteps({ totalTimesteps, numEpochs, minibatchSize }: Settings): number {
  return Math.floor((totalTimesteps * numEpochs) / minibatchSize);
}`,
        message: 'rollouts are whole',
      },
    ],
  },
  solved: {
    solution: `
function isSolved(episodeReturns: number[]): boolean {
  if (episodeReturns.length < 100) return false;
  const recent = episodeReturns.slice(-100);
  return recent.reduce((total, value) => total + value, 0) / 100 >= 475;
}`,
    wrong: [
      {
        code: `
function isSolved(episodeReturns: number[]): boolean {
  return episodeReturns.length >= 100 && mean(episodeReturns) >= 475;
}`,
        message: 'remembers the poor beginning for ever',
      },
      {
        code: `
function isSolved(episodeReturns: number[]): boolean {
  return episodeReturns.length > 0 && mean(episodeReturns.slice(-100)) >= 475;
}`,
        message: 'a few lucky episodes are not enough',
      },
      {
        code: `
function isSolved(episodeReturns: number[]): boolean {
  return episodeReturns.length >= 100 && mean(episodeReturns.slice(-100)) > 475;
}`,
        message: 'includes 475 itself',
      },
      {
        code: `
function isSolved(episodeReturns: number[]): boolean {
  return episodeReturns.some((value) => value >= 475);
}`,
        message: 'one good episode is luck',
      },
    ],
  },
};
