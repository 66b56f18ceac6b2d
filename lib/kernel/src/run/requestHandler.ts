import type { CellCompiler } from '../compile/cellCompiler';
import type { TslabParts } from '../compile/tslabParts';
import { protect } from '../interrupt/protection';
import type { CellExecutor } from './executor';

type Handler = TslabParts['jupyter']['JupyterHandlerImpl'];

/** tslab's answers to the requests that do not run code: completion, inspection and the like. */
export function requestHandler(
  { jupyter }: Pick<TslabParts, 'jupyter'>,
  compiler: CellCompiler,
  executor: CellExecutor,
): InstanceType<Handler> {
  return new jupyter.JupyterHandlerImpl(
    {
      inspect: (source: string, position: number) =>
        protect(() => compiler.inspect(executor.previous, source, position)),
      complete: (source: string, position: number) =>
        protect(() => compiler.complete(executor.previous, source, position)),
    } as unknown as ConstructorParameters<Handler>[0],
    false,
  );
}
