import type { Trace } from './figure';

/** What a trace looks like in the legend: two traces with the same key need one entry. */
export function legendKey(trace: Trace): string {
  return JSON.stringify([trace.type ?? 'scatter', trace.name, trace.mode, trace.line, trace.marker, trace.fillcolor]);
}

/** Traces of the same name and style get one entry in the legend, which hides and shows all of them. */
export function oncePerName(traces: readonly Trace[]): Trace[] {
  const keys = traces.map(legendKey);
  return traces.map((trace, index) => {
    if (trace.showlegend === false || keys.indexOf(keys[index]) === keys.lastIndexOf(keys[index])) return trace;
    const isFirst = keys.indexOf(keys[index]) === index;
    return { ...trace, legendgroup: trace.name, ...(isFirst ? {} : { showlegend: false }) };
  });
}

export function legendNeeded(traces: readonly Trace[]): boolean {
  return traces.filter((trace) => trace.showlegend !== false).length > 1;
}
