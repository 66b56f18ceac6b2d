/** Settings of a run of pieces, named as in `PpoConfig`. */
export interface PiecesSettings {
  readonly hiddenSizes: readonly number[];
  readonly numEnvs: number;
  readonly numSteps: number;
  readonly numEpochs: number;
  readonly minibatchSize: number;
  /** falls to 0 over the budget */
  readonly learningRate: number;
  readonly gamma: number;
  readonly gaeLambda: number;
  readonly clipRange: number;
  readonly valueCoef: number;
  readonly entropyCoef: number;
  readonly maxGradNorm: number;
  /** an update ends after the minibatch whose KL is above it */
  readonly targetKl: number;
  /** rewards are multiplied by this before they are learned from */
  readonly rewardScale: number;
}

/** Those of lesson 07, with a network of 32 units a layer and an eye on the KL. */
export const piecesSettings: PiecesSettings = Object.freeze<PiecesSettings>({
  hiddenSizes: Object.freeze([32, 32]),
  numEnvs: 16,
  numSteps: 64,
  numEpochs: 4,
  minibatchSize: 256,
  learningRate: 0.004,
  gamma: 0.99,
  gaeLambda: 0.98,
  clipRange: 0.2,
  valueCoef: 0.5,
  entropyCoef: 0.005,
  maxGradNorm: 0.5,
  targetKl: 0.05,
  rewardScale: 0.1,
});
