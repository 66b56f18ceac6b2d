// Valid calls of notebook-kit. What they show is collected, and is their result.

export const packageName = 'notebook-kit';

const axes = () => ({
  title: 'title',
  xTitle: 'x',
  yTitle: 'y',
  xRange: [0, 1],
  yRange: [0, 1],
  xTicks: 4,
  height: 300,
  legend: 'above',
});
const line = () => ({
  name: 'line',
  x: [0, 1, 2],
  y: [1, 2, 3],
  band: { lower: [0, 1, 2], upper: [2, 3, 4], says: 'all seeds' },
  errors: { lower: [0, 1, 2], upper: [2, 3, 4] },
  dash: 'dot',
  shape: 'linear',
  mode: 'lines+markers',
  color: '#123456',
  width: 2,
  opacity: 0.5,
  size: 6,
});
const marks = () => [{ x: 1, label: 'here', dash: 'dot', color: '#123456' }];
const alt = 'A figure that was made to be tried out.';

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
export function describe(lib) {
  return { ...texts(lib), ...figures(lib), ...shown(lib), ...cards(lib), ...episodes(lib) };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function texts(lib) {
  return {
    // Numbers that are not finite have a text as well: NaN is what a table shows of it.
    formatNumber: { args: () => [1.23456, 4], accepts: ['value: NaN', 'value: Infinity', 'value: -Infinity'] },
    escapeHtml: () => ['a < b'],
    percent: () => [0.123, 1],
    thousands: () => [12345],
    projectFile: {
      args: () => ['package.json', lib.projectFile('package.json', import.meta.dirname)],
      names: ['path', 'start'],
    },
    colors: { why: 'an object' },
    divergingScale: { why: 'a list' },
    assertClose: { args: () => [[1, 2], [1, 2], 1e-6], names: ['actual', 'expected', 'tolerance'] },
    maxDifference: () => [
      [1, 2],
      [1, 3],
    ],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function figures(lib) {
  const plainLine = () => lib.lineFigure({ xTitle: 'x', yTitle: 'y', lines: [{ name: 'a', x: [0, 1], y: [0, 1] }] });
  return {
    lineFigure: () => [{ ...axes(), lines: [line()], marks: marks(), digits: 3 }],
    barFigure: () => [
      {
        ...axes(),
        labels: ['a', 'b'],
        series: [{ name: 's', values: [1, 2], errors: [0.1, 0.2], color: '#123456' }],
        marks: marks(),
      },
    ],
    heatmapFigure: () => [
      {
        ...axes(),
        x: [0, 1],
        y: [0, 1],
        z: [
          [1, 2],
          [3, 4],
        ],
        zTitle: 'z',
        diverging: false,
        text: [
          ['1', '2'],
          ['3', '4'],
        ],
      },
    ],
    histogramFigure: () => [{ ...axes(), series: [{ name: 's', values: [1, 2, 2, 3] }], bins: 3, marks: marks() }],
    panelsFigure: {
      args: () => [
        {
          panels: [plainLine(), plainLine()],
          columns: 2,
          height: 300,
          title: 't',
          columnWidths: [1, 2],
          legend: 'above',
        },
      ],
      closed: ['panels'],
    },
    seedCurves: () => [
      {
        name: 'runs',
        runs: [[{ t: 0, r: 1 }], [{ t: 0, r: 2 }]],
        x: (/** @type {any} */ one) => one.t,
        y: (/** @type {any} */ one) => one.r,
        interval: (/** @type {number[]} */ values) => ({ estimate: values[0], low: values[0], high: values[0] }),
        says: 'the first',
      },
    ],
    diagramFigure: () => [
      {
        boxes: [
          { id: 'a', text: 'A', x: 0, y: 0, color: '#123456' },
          { id: 'b', text: 'B', x: 1, y: 0 },
        ],
        arrows: [{ from: 'a', to: 'b', text: 'to' }],
        texts: [{ x: 0.5, y: 0.5, text: 'between' }],
        boxSize: [0.5, 0.4],
        height: 200,
        title: 't',
      },
    ],
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function shown(lib) {
  const figure = () => lib.lineFigure({ xTitle: 'x', yTitle: 'y', lines: [{ name: 'a', x: [0, 1], y: [0, 1] }] });
  const records = () => [
    { timesteps: 1, meanReturn100: 1 },
    { timesteps: 2, meanReturn100: 2 },
  ];
  const source = () =>
    (function* () {
      yield* records();
      return 'done';
    })();
  return {
    display: collected(lib, 'display', () => [{ data: { 'text/plain': 'x' }, metadata: {} }], {
      names: ['bundle'],
      accepts: ['bundle.data.unknownOption', 'bundle.metadata.unknownOption', 'bundle.data.text/plain'],
    }),
    collectOutputs: () => [() => lib.display({ data: { 'text/plain': 'x' } })],
    show: collected(lib, 'show', () => ['a-figure', figure(), { alt }], { names: ['id', 'figure', 'options'] }),
    table: collected(
      lib,
      'table',
      () => [[{ a: 1, b: 'x' }], { caption: 'c', digits: 3, columns: { a: 'A', b: 'B' } }],
      {
        names: ['rows', 'options'],
        // What a run left is shown as it is: a table of a diverged run holds NaN.
        accepts: ['rows.0.unknownOption', 'options.columns.unknownOption', 'rows.0.a: NaN', 'rows.0.b: NaN'],
      },
    ),
    live: collected(lib, 'live', () => [{ id: 'l', alt, figure, status: () => 'x', fraction: () => 0.5 }], {
      names: ['options'],
    }),
    run: collected(lib, 'run', () => [source(), { id: 'r', alt, figure, totalTimesteps: 4, title: 't', solvedAt: 3 }], {
      names: ['source', 'options'],
    }),
    finish: () => [source()],
    slider: collected(
      lib,
      'slider',
      () => [{ label: 'l', min: 0, max: 1, step: 0.1, value: 0.5, id: 's', alt }, figure],
      { names: ['options', 'onChange'] },
    ),
    inBrowser: collected(
      lib,
      'inBrowser',
      () => [
        'export default () => {}',
        { data: 1, fallback: { alt, figure: figure() }, worker: 'export default () => () => {}' },
      ],
      {
        names: ['source', 'options'],
        closed: ['figure', 'data'],
        costly: true,
      },
    ),
  };
}

/**
 * A function that shows something: its outputs are its result.
 * @param {any} lib
 * @param {string} name
 * @param {() => unknown[]} args
 * @param {import('../target.mjs').Description} more
 * @returns {import('../target.mjs').Description}
 */
const collected = (lib, name, args, more) => ({
  args,
  via: async (given) => {
    /** @type {unknown} */
    let result;
    const outputs = await lib.collectOutputs(async () => (result = await lib[name](...given)));
    return { result, outputs: outputs.map((/** @type {any} */ output) => output.data) };
  },
  ...more,
});

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function cards(lib) {
  const spec = () => ({
    cases: [{ args: [1, 2], expected: 3, when: 'both are positive' }],
    misconceptions: [{ like: (/** @type {number} */ a, /** @type {number} */ b) => a - b, says: 'a minus' }],
    tolerance: 1e-6,
  });
  return {
    showCard: collected(
      lib,
      'showCard',
      () => [{ heading: 'h', lines: ['l'], color: '#123456', folded: { label: 'f', text: 't' }, text: 'x' }],
      { names: ['card'] },
    ),
    predict: collected(lib, 'predict', () => ['p', { question: 'Which?', options: { a: 'one', b: 'two' } }], {
      names: ['id', 'options'],
      accepts: ['options.options.unknownOption'],
    }),
    verdict: {
      ...collected(lib, 'verdict', () => ['p', { answer: 'b', measured: 1, explain: 'why' }], {
        names: ['id', 'options'],
      }),
      via: async (given) => {
        const outputs = await lib.collectOutputs(() => {
          lib.predict('p', { question: 'Which?', options: { a: 'one', b: 'two' } });
          lib.verdict(...given);
        });
        return outputs.map((/** @type {any} */ output) => output.data);
      },
    },
    exercise: collected(
      lib,
      'exercise',
      () => ['e', { title: 't', minutes: 5, points: 2, kind: 'implement', task: 'do', hint: 'so' }],
      { names: ['id', 'options'] },
    ),
    check: collected(lib, 'check', () => ['e', (/** @type {number} */ a, /** @type {number} */ b) => a + b, spec()], {
      names: ['id', 'student', 'test'],
      closed: ['args'],
      // The student reads what was tried, and what came of it.
      accepts: ['student: NaN', 'student: undefined', 'test.cases.0.args'],
    }),
    notAttempted: { why: 'it throws' },
    scoreboard: { why: 'it takes nothing' },
    courseMap: { why: 'it takes nothing' },
    keptScores: { why: 'it takes nothing' },
    // Nothing is kept outside JupyterLab.
    keepScore: {
      args: () => ['exam', { earned: 1, points: 2, parts: { gae: [1, 2] }, seed: 1 }],
      names: ['test', 'score'],
    },
    exportScores: { args: () => [{ gain: 0.5 }], names: ['summary'] },
  };
}

/** @param {any} lib @returns {import('../target.mjs').Descriptions} */
function episodes(lib) {
  const env = () => {
    let steps = 0;
    const svg = () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect x="${steps}" width="1" height="1"/></svg>`;
    return {
      reset: () => ({ observation: [(steps = 0)] }),
      step: () => ({ observation: [++steps], reward: 1, terminated: steps >= 3, truncated: false }),
      render: svg,
    };
  };
  const policy = () => ({ action: 1, probabilities: [0.25, 0.75], value: 2 });
  return {
    recordEpisode: { args: () => [env(), policy, { seed: 1, maxSteps: 10 }], closed: ['0'] },
    replay: collected(
      lib,
      'replay',
      () => [env(), policy, { alt, seed: 1, maxSteps: 10, actionNames: ['l', 'r'], fps: 20 }],
      {
        names: ['env', 'policy', 'options'],
        closed: ['0'],
      },
    ),
  };
}
