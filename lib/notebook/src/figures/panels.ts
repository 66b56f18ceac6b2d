import type { Figure, Trace } from './figure';
import { type Domain, domainsOf } from './panelDomains';
import { hasOwnLegend, ownLegends, withOneLegend } from './panelLegends';
import { assertShareable, type Grid, type Shared, sharedAxes, suffix } from './panelSharing';
import { checkPanels, type PanelsOptions } from './panelsOptions';

type Plain = Record<string, unknown>;
/** What a shape or annotation is measured by: an axis, 'paper', or by default the first axis. */
type Reference = string | undefined;

/**
 * Several figures as panels of one: axes, marks and titles are kept, and the legend names each kind of line once.
 * @throws TypeError if there is no panel, a panel has panels itself, or panels contradict each other (shared axes, kinds of bars)
 * @example panelsFigure({ shared: 'x', columns: 1, panels: [lineFigure({ xTitle: 'update', yTitle: 'return', lines }), lineFigure({ xTitle: 'update', yTitle: 'KL (nats)', yLog: true, lines })] })
 */
export function panelsFigure(options: PanelsOptions): Figure {
  checkPanels(options);
  const { panels, title, shared } = options;
  const grid = gridOf(options);
  assertShareable(panels, grid, shared);
  const titled = panels.some((panel) => panelTitle(panel) !== '');
  const height = options.height ?? (grid.rows === 1 ? 300 : 220 * grid.rows) + (titled ? 20 * grid.rows : 0);
  const domains = domainsOf(options, grid, height, titled);
  const data = withOneLegend(panels.map((panel, index) => movedTraces(panel, index, domains[index])));
  const showlegend = options.legend !== 'none' && data.some((trace) => trace.showlegend !== false);
  const layout: Plain = {
    ...(title ? { title: { text: title } } : {}),
    height,
    ...commonSettings(panels),
    ...movedAxes(panels, domains, grid, shared),
    ...(showlegend && titled ? { legend: { y: 1 + 28 / (height - 84) } } : {}),
    ...ownLegends(panels, domains),
    shapes: panels.flatMap((panel, index) => movedAll(panel.layout?.shapes, index)),
    annotations: panels.flatMap((panel, index) => [
      ...movedAll(panel.layout?.annotations, index),
      ...titleOf(panel, domains[index]),
    ]),
    showlegend,
  };
  return { data, layout };
}

function gridOf({ panels, columns = panels.length <= 3 ? panels.length : 2 }: PanelsOptions): Grid {
  return { count: panels.length, columns: Math.min(columns, panels.length), rows: Math.ceil(panels.length / columns) };
}

const panelTitle = ({ layout }: Figure): string =>
  ((layout?.title as { text?: string } | undefined)?.text ?? '').trim();

function movedTraces(panel: Figure, index: number, domain: Domain): Trace[] {
  const own = hasOwnLegend(panel) ? { legend: `legend${suffix(index + 1)}` } : {};
  const silent = panel.layout?.showlegend === false ? { showlegend: false } : {};
  return panel.data.map((trace) => ({
    ...trace,
    xaxis: `x${suffix(index)}`,
    yaxis: `y${suffix(index)}`,
    ...own,
    ...silent,
    ...(trace.type === 'heatmap' && trace.showscale !== false ? { colorbar: movedScale(trace.colorbar, domain) } : {}),
  }));
}

/** A colour scale stands to the right of its panel and is as high. */
const movedScale = (scale: unknown, { x, y }: Domain): Plain => ({
  ...(scale as Plain),
  x: x[1],
  y: (y[0] + y[1]) / 2,
  len: y[1] - y[0],
  lenmode: 'fraction',
  thickness: 14,
});

/** Bars share one rule for standing side by side; two panels that want different ones cannot be in one figure. */
function commonSettings(panels: readonly Figure[]): Plain {
  const common: Plain = {};
  for (const [index, { layout = {} }] of panels.entries()) {
    for (const key of ['barmode', 'bargap'].filter((name) => layout[name] !== undefined)) {
      if (common[key] !== undefined && common[key] !== layout[key])
        throw new TypeError(
          `panelsFigure: panel ${index + 1} has ${key} ${String(layout[key])}, an earlier one ${String(common[key])}; show bars and histograms in two figures`,
        );
      common[key] = layout[key];
    }
  }
  return common;
}

function movedAxes(panels: readonly Figure[], domains: readonly Domain[], grid: Grid, shared?: Shared): Plain {
  const moved: Plain = {};
  for (const [index, { layout }] of panels.entries()) {
    const { x, y } = domains[index];
    const own = sharedAxes(index, grid, shared);
    moved[`xaxis${suffix(index)}`] = { ...(layout?.xaxis as Plain), domain: x, anchor: `y${suffix(index)}`, ...own.x };
    moved[`yaxis${suffix(index)}`] = { ...(layout?.yaxis as Plain), domain: y, anchor: `x${suffix(index)}`, ...own.y };
  }
  return moved;
}

/** Shapes and annotations of one figure, said in terms of its panel's axes. */
function movedAll(items: unknown, index: number): Plain[] {
  const moved = (reference: Reference, axis: 'x' | 'y'): string => {
    const own = `${axis}${suffix(index)}`;
    return reference === 'paper' ? `${own} domain` : (reference ?? axis).replace(/^[xy]/, own);
  };
  return ((items ?? []) as Plain[]).map((item) => ({
    ...item,
    xref: moved(item.xref as Reference, 'x'),
    yref: moved(item.yref as Reference, 'y'),
    ...(item.axref === undefined
      ? {}
      : { axref: moved(item.axref as Reference, 'x'), ayref: moved(item.ayref as Reference, 'y') }),
  }));
}

function titleOf(panel: Figure, { x, y }: Domain): Plain[] {
  const text = panelTitle(panel);
  const place = { xref: 'paper', yref: 'paper', x: x[0], y: y[1], xanchor: 'left', yanchor: 'bottom', yshift: 5 };
  return text === '' ? [] : [{ text, showarrow: false, font: { size: 14 }, ...place }];
}
