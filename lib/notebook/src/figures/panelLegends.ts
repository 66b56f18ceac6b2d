import type { Figure, Trace } from './figure';
import { legendKey } from './legend';
import type { Domain } from './panelDomains';
import { suffix } from './panelSharing';

type Plain = Record<string, unknown>;

/** True where the panel asked for a legend in one of its corners. */
export const hasOwnLegend = ({ layout }: Figure): boolean =>
  typeof (layout?.legend as Plain | undefined)?.x === 'number';

/** Legends in corners keep their corner, but of the panel. */
export function ownLegends(panels: readonly Figure[], domains: readonly Domain[]): Plain {
  const within = ([from, to]: readonly [number, number], share: unknown): number => from + Number(share) * (to - from);
  return Object.fromEntries(
    panels.flatMap((panel, index) => {
      if (!hasOwnLegend(panel)) return [];
      const legend = panel.layout?.legend as Plain;
      const { x, y } = domains[index];
      return [[`legend${suffix(index + 1)}`, { ...legend, x: within(x, legend.x), y: within(y, legend.y) }]];
    }),
  );
}

/** One entry for lines that look alike in several panels; it hides and shows all of them. Legends in corners stay as they are. */
export function withOneLegend(panels: readonly Trace[][]): Trace[] {
  const traces = panels.flat();
  const named = traces.filter((trace) => trace.showlegend !== false && trace.legend === undefined);
  const keys = named.map(legendKey);
  return traces.map((trace) => {
    const at = named.indexOf(trace);
    if (at < 0 || keys.indexOf(keys[at]) === keys.lastIndexOf(keys[at])) return trace;
    return { ...trace, legendgroup: trace.name, ...(keys.indexOf(keys[at]) === at ? {} : { showlegend: false }) };
  });
}
