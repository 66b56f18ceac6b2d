export { createEngine } from './createEngine';
export type { Engine, EngineKind, Optimizer, OptimizerOptions, OptimizerState, Path } from './engine';
export type { Activation, BlockSpec, DenseSpec, Network, NetworkSpec, TensorInfo, VectorSpec } from './spec';
export { isSupported } from './wasmModule';
