// Things that come in the wrong order, or are taken for each other.

/** @type {Omit<import('../faults.mjs').Fault, 'kind'>[]} */
export const faults = [
  {
    id: 'newest-first',
    file: 'lib/ppo/src/training/evaluation.ts',
    find: 'options.normalizers?.apply(progress.observations) ?? progress.observations',
    replace: 'progress.observations',
    because: 'an evaluation forgets the normaliser',
  },
  {
    id: 'storing-late',
    file: 'lib/ppo/src/training/collect.ts',
    find: '      progress.observations = outcome.observations;\n',
    replace: '',
    because: 'every step stores the first observation',
  },
  {
    id: 'latest-version',
    file: 'lib/gymnasium-js/src/registry/registry.ts',
    find: '.sort((a, b) => (a.version ?? -1) - (b.version ?? -1))',
    replace: '.sort((a, b) => (a.id < b.id ? -1 : 1))',
    because: 'version 10 comes before version 2',
  },
  {
    id: 'misconception-first',
    file: 'lib/notebook/src/cards/examine.ts',
    find: 'misconceptions.find(',
    replace: '[...misconceptions].reverse().find(',
    because: 'the last matching idea is named, not the first',
  },
  {
    id: 'first-fault',
    file: 'lib/notebook/src/cards/examine.ts',
    find: 'faults.findIndex((fault) => fault !== null);\n  if (first < 0) return',
    replace: 'faults.findLastIndex((fault) => fault !== null);\n  if (first < 0) return',
    because: 'the last wrong case is told, not the first',
  },
  {
    id: 'box-kinds',
    file: 'lib/gymnasium-js/src/spaces/box.ts',
    find: 'this.forEachKind(1, 0, (i) => (draws[i] = random.exponential() + low[i]));\n    this.forEachKind(0, 1, (i) => (draws[i] = -random.exponential() + this.top(i)));',
    replace:
      'this.forEachKind(0, 1, (i) => (draws[i] = -random.exponential() + this.top(i)));\n    this.forEachKind(1, 0, (i) => (draws[i] = random.exponential() + low[i]));',
    because: "samples are drawn in another order than NumPy's",
  },
  {
    id: 'ratio-table',
    file: 'lib/ppo/src/numbers/surrogate.ts',
    find: 'unclipped: ratio * advantage,\n        clipped: clip(ratio, clipRange) * advantage,',
    replace: 'unclipped: clip(ratio, clipRange) * advantage,\n        clipped: ratio * advantage,',
    because: 'two columns of the table change places',
  },
  {
    id: 'checker-reset',
    file: 'lib/gymnasium-js/src/checker/checkEnv.ts',
    find: 'compare(second.observation, fourth.observation,',
    replace: 'compare(second.observation, second.observation,',
    because: 'a reset that the seed does not decide passes',
  },
  {
    id: 'queue-order',
    file: 'lib/kernel/src/run/executionQueue.ts',
    find: 'this.waiting.push({ socket, message });',
    replace: 'this.waiting.unshift({ socket, message });',
    because: 'cells run in the wrong order',
  },
  {
    id: 'table-columns',
    file: 'lib/notebook/src/show/table.ts',
    find: ': Object.entries(headings as Readonly<Record<string, string>>);',
    replace: ': Object.entries(headings as Readonly<Record<string, string>>).reverse();',
    because: 'columns stand in another order than asked for',
  },
  {
    id: 'signed-parts',
    file: 'lib/kernel/src/protocol/wire.ts',
    find: '[message.header, message.parent, message.metadata, message.content]',
    replace: '[message.parent, message.header, message.metadata, message.content]',
    because: 'every client drops every message',
  },
  {
    id: 'patient-late',
    file: 'lib/clinic/src/defects/buffers.ts',
    find: 'this.late.set(this.shown, this.length * this.shown.length);',
    replace: '',
    because: 'the patient learns from nothing',
  },
  {
    id: 'reverse-arrows',
    file: 'scripts/lib/imports.cjs',
    find: 'rows.slice(i + 1).flat()',
    replace: 'rows.slice(i + 2).flat()',
    because: 'a layer may import the one above it',
  },
];
