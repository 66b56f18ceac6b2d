import type { KernelBridge } from '../host/outputs';

/** Range and start of a slider, and what stands beside it. */
export interface SliderRange {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

/** Jupyter's protocol for controls in the page: one comm a model, version 2.1 of the messages, version 2 of the models. */
const PROTOCOL = { version: '2.1.0' };
const BASE = '@jupyter-widgets/base';
const CONTROLS = '@jupyter-widgets/controls';
const VERSION = '2.0.0';

function modelState(
  module: string,
  name: string,
  view: { module: string; name: string },
  rest: object,
): Record<string, unknown> {
  return {
    _model_module: module,
    _model_module_version: VERSION,
    _model_name: name,
    _view_module: view.module,
    _view_module_version: VERSION,
    _view_name: view.name,
    ...rest,
  };
}

interface Model {
  readonly commId: string;
  close(): void;
}

/** Opens one model; answers the page's question for the state, and passes changed fields on. */
function openModel(
  bridge: KernelBridge,
  state: Record<string, unknown>,
  onChange?: (fields: Record<string, unknown>) => void,
): Model {
  const comm = bridge.openComm({
    targetName: 'jupyter.widget',
    data: { state, buffer_paths: [] },
    metadata: PROTOCOL,
    onMessage(message) {
      const { method, state: fields } = message as { method?: string; state?: Record<string, unknown> };
      if (method === 'request_state') comm.send({ method: 'update', state, buffer_paths: [] });
      if (method !== 'update' || !fields) return;
      Object.assign(state, fields);
      onChange?.(fields);
    },
  });
  return { commId: comm.commId, close: () => comm.close() };
}

/** Digits after the point that the step needs: 0.05 -> 2. */
export const decimalsOfStep = (step: number): number => {
  for (let digits = 0; digits < 8; digits++) if (Math.abs(step - Number(step.toFixed(digits))) < 1e-12) return digits;
  return 8;
};

/** The value on the slider's grid that a page means: pages send 10.000000000000002 for 10. */
export function onGrid(value: number, { min, step }: Pick<SliderRange, 'min' | 'step'>): number {
  const steps = Math.round((value - min) / step);
  return Number((min + steps * step).toFixed(Math.max(decimalsOfStep(min), decimalsOfStep(step))));
}

/** A slider in the page, as JupyterLab's widget manager draws it. `onValue` is called for each value the reader sets. */
export function openSlider(bridge: KernelBridge, range: SliderRange, onValue: (value: number) => void): Model {
  const layout = openModel(
    bridge,
    modelState(BASE, 'LayoutModel', { module: BASE, name: 'LayoutView' }, { width: '480px' }),
  );
  const style = openModel(
    bridge,
    modelState(CONTROLS, 'SliderStyleModel', { module: BASE, name: 'StyleView' }, { description_width: 'initial' }),
  );
  const { label, min, max, step, value } = range;
  const slider = openModel(
    bridge,
    modelState(
      CONTROLS,
      'FloatSliderModel',
      { module: CONTROLS, name: 'FloatSliderView' },
      {
        _dom_classes: [],
        behavior: 'drag-tap',
        continuous_update: true,
        description: label,
        description_allow_html: false,
        disabled: false,
        layout: `IPY_MODEL_${layout.commId}`,
        style: `IPY_MODEL_${style.commId}`,
        max,
        min,
        orientation: 'horizontal',
        readout: true,
        readout_format: `.${decimalsOfStep(step)}f`,
        step,
        tabbable: null,
        tooltip: null,
        value,
      },
    ),
    (fields) => {
      if (typeof fields.value === 'number') onValue(onGrid(fields.value, range));
    },
  );
  return {
    commId: slider.commId,
    close: () => [slider, style, layout].forEach((model) => model.close()),
  };
}
