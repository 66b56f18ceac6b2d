/**
 * Misconceptions that a lesson has named. A wrong option of the exam is always one of them, so that a wrong answer can be answered
 * with the place to read again. `words` stand in the lesson as they stand here: a test looks them up.
 */
export interface Idea {
  /** the lesson's file, without its ending */
  readonly lesson: string;
  readonly words: string;
}

/** The lessons' files by number. */
export const lessonFiles = {
  '00': '00-start-here',
  '01': '01-ratio-and-clip',
  '02': '02-why-a-trust-region',
  '02c': '02c-how-far-is-far',
  '03': '03-advantage',
  '04': '04-actor-critic',
  '04b': '04b-first-weights',
  '05': '05-rollout-buffer',
  '05b': '05b-old-rows',
  '06': '06-loss-and-update',
  '06b': '06b-many-steps',
  '07': '07-full-loop',
  '08': '08-diagnostics',
  '09': '09-continuous-control',
  '10': '10-lecture-25',
  '10c': '10c-is-it-the-clip',
  '10d': '10d-numbers-and-seeds',
  '11': '11-implementation-details',
  '11b': '11b-memory',
  '11c': '11c-how-many-seeds',
  '12': '12-relatives',
  '12b': '12b-in-the-clips-place',
  '13': '13-scaling-out',
  '14': '14-rlhf',
  '14b': '14b-rlhf-relatives',
} as const;

/** A lesson that the exam asks about, e.g. '03'. */
export type LessonNumber = keyof typeof lessonFiles;

const named = {
  // 00
  undiscounted: ['00', 'this is the undiscounted sum: a later reward must count less'],
  firstDiscounted: ['00', 'the first reward is discounted too'],
  wrongOrder: ['00', 'the factors are in the wrong order: you discount the first reward most'],
  timesReturn: ['00', 'you multiply by the return. Was the pull better than expected?'],
  otherArm: ['00', 'right for the right arm'],
  timesProbability: ['00', 'you multiply by the probability of the action'],
  pushTurned: ['00', 'a pull that paid more than expected must become more likely'],
  // 01
  deadOutside: ['01', 'you switch the gradient off everywhere outside the band'],
  noClip: ['01', 'this is the slope without any clip: two cells must be flat'],
  lossSign: ['01', 'this is the slope of the loss. The objective has the opposite sign'],
  scaledSlope: ['01', 'the slope is scaled by the clipped ratio'],
  otherCorners: ['01', 'you switch off corrections and keep pushing where the reward has been earned'],
  clipFraction: ['01', 'this is the clip fraction: it counts samples outside the band that still have their gradient'],
  goodOnly: ['01', 'bad actions can be dead as well: when they have become rare enough'],
  valueAtOne: ['01', 'that is the value at r = 1'],
  capOfGood: ['01', 'right for good actions. For a bad one, which ratios make the objective largest'],
  capPositive: ['01', 'a bad action never earns anything positive'],
  capRatio: ['01', 'this is the ratio at which the flat part begins'],
  fixedRange: ['01', 'right for a band of 0.2'],
  leash: ['01', 'at most 1.2: that is what the clip is for'],
  // 02
  reversedKl: ['02', 'this is KL(new || old)'],
  unweightedKl: ['02', 'every action counts the same here'],
  negativeKl: ['02', 'a KL divergence is never below 0'],
  // 02c
  squaredStep: ['02c', 'this is the square of the step'],
  halfLost: ['02c', 'the one half in front of the parabola is lost'],
  curvedLonger: ['02c', 'a more curved direction needs a shorter step, not a longer one'],
  halfWrongSide: ['02c', 'the one half has ended up on the wrong side'],
  // 03
  limitIsEnd: ['03', 'a time limit is not the end of the world'],
  futureAfterEnd: ['03', 'after a real end there is no future, and you count one'],
  noDiscount: ['03', 'the future counts less than the present: where is the discount?'],
  surpriseTurned: ['03', 'a pleasant surprise must be positive'],
  noBootstrap: ['03', 'the value after the last row is missing'],
  bootstrapNear: ['03', 'the value after the last row lies several steps ahead: discount it as often'],
  isReturn: ['03', 'this is the return. The advantage compares it with what was expected'],
  sameLambda: ['03', 'the same one as for a single walk'],
  smallerLambda: ['03', 'a smaller one, nearer to 0'],
  trustsLuck: ['03', 'trusts luck'],
  // 04
  bits: ['04', 'this is in bits. Everything in PPO is in nats'],
  entropySign: ['04', 'log-probabilities are negative, an entropy is not'],
  unweightedEntropy: ['04', 'you weigh all actions alike'],
  noBiases: ['04', 'the biases are missing'],
  trunkTwice: ['04', 'you count the trunk twice'],
  actorAlone: ['04', 'this is the actor alone; the critic has a head, too'],
  // 04b
  squaredGain: ['04b', 'this is the square of the gain: a column times itself is its squared length'],
  largestEntry: ['04b', 'the gain is the length of a whole column, not its largest entry'],
  addedEntries: ['04b', 'a length is the root of the squares added, not the entries added'],
  // 05
  nextEpisode: ['05', 'has already returned the first state of the NEXT episode'],
  limitIsZero: ['05', 'a time limit has a future: only a real end is worth 0'],
  bothFlags: ['05', 'both flags can be set at once'],
  droppedRest: ['05', 'you drop the last, smaller minibatch'],
  sizeIsCount: ['05', 'minibatches; they should HAVE'],
  oneEnvironment: ['07', 'a rollout has numSteps steps of each of numEnvs environments'],
  // 05b
  movesAll: ['05b', 'a step moves ALL environments'],
  leftOutRest: ['05b', 'you leave out the last, smaller minibatch of each epoch'],
  noEpochs: ['05b', 'every rollout is gone through several times: where are the epochs?'],
  acrossRollouts: ['05b', 'minibatches do not reach over the end of a rollout'],
  // 06
  entropyPenalty: ['06', 'the bonus has become a penalty'],
  goesDown: ['06', 'the objective should grow, and an optimiser goes down'],
  valueHalf: ['06', 'the factor of the value loss'],
  usualCoefs: ['06', 'right for the usual coefficients'],
  // 06b
  isK1: ['06b', 'this is k1: right on average, but it can be negative'],
  isK2: ['06b', 'this is k2: never negative, but off for large steps'],
  ratioTurned: ['06b', 'your ratio is upside down: new over old, since the old policy drew the samples'],
  sumNotMean: ['06b', 'this is the sum over the batch; the mean is wanted'],
  // 08
  squaredErrors: ['08', 'compare it with the variance of the returns'],
  notExplained: ['08', 'this is the share that is NOT explained'],
  meanSquare: ['08', 'a far-away level of reward would make any critic look good'],
  suspectStored: ['08', 'what is stored: aliasing'],
  suspectRate: ['08', 'learning rate, gradient steps per batch'],
  suspectScale: ['08', 'scale of the rewards'],
  suspectTargets: ['08', 'the targets: terminated against truncated'],
  // 09
  firstComponent: ['09', 'only the first component counts here'],
  meanOfComponents: ['09', 'this is the mean over the components'],
  stdAsVariance: ['09', 'you read exp(logStd) as a variance'],
  noHeight: ['09', 'a wider density is a lower one'],
  // 10
  notEqual: ['10', 'is not "they are equal": a wide interval knows nothing'],
  middleEnough: ['10', 'the middle of the interval is not enough: where are its ends?'],
  thirdVerdict: ['10', 'not shown to be comparable is not the same as shown to differ'],
  partlyWithin: ['10', 'a difference can be real and still lie partly within the margin'],
  // 10c
  clipDoesIt: ['10c', 'the clip makes the difference'],
  // 10d
  deviation: ['10d', 'this is the deviation between seeds; the error of their mean is smaller'],
  dividedByN: ['10d', 'divide the squares by n - 1'],
  // 11
  looseRises: ['11', 'it rises: a loose constraint lets more samples out'],
  bandFilled: ['11', 'it stays: the optimiser fills whatever band there is'],
  // 11b
  paddingCounts: ['11b', 'padding is in this mean: what stands there was never played'],
  paddingDivides: ['11b', 'the sum is right, the number it is divided by counts the padding'],
  meanOfMeans: ['11b', 'a mean of means: the steps of a short sequence count more than those of a long one'],
  // 11c
  chosenSeeds: ['11c', 'it was measured on the seeds that chose it'],
  testSeeds: ['11c', 'chosen and measured on the test seeds'],
  tuningInMean: ['11c', 'the tuning seeds are still in this mean'],
  // 12
  plainDqn: ['12', 'this is the target of plain DQN: the copy chooses and values'],
  valuesItself: ['12', 'the trained network values its own choice: it chases itself'],
  cutIsNoEnd: ['12', 'a time limit is no end: the future after it counts'],
  // 12b
  lighterPenalty: ['12b', 'an update that went too far needs a heavier penalty, not a lighter one'],
  otherRule: ['12b', 'this is the rule of the program in section 3, with another factor and another lower border'],
  borderIsPlain: ['12b', 'as it is printed, the weight would never rise'],
  cornersAlive: ['12b', 'outside the band two of the four corners are alive'],
  pullIsConstant: ['12b', 'the pull back grows with the advantage, and has its sign reversed'],
  isTheClip: ['12b', 'this is the clip: its dead samples stay where they are'],
  // 13
  learningShrinks: ['13', 'learning does not shrink with the workers'],
  shareLeft: ['13', 'this is the share of the time that is left; asked is its inverse'],
  idleWorkers: ['13', 'more workers than slots: the others have nothing to do'],
  ratioCorrectsAge: ['13', 'learns as fast: the ratio corrects for the age'],
  // 14
  scoreEverywhere: ['14', 'the score is paid once, not at every token'],
  surerIsPaid: ['14', 'the sign: being surer than the reference must cost something'],
  klAtEnd: ['14', 'all of the KL at the end: the sum is right'],
  // 14b
  ownBaseline: ['14b', 'this mean contains the answer itself: that is the baseline of GRPO and Dr. GRPO'],
  looDeviation: ['14b', 'RLOO divides by no deviation'],
  betterIsLower: ['14b', 'a better answer must have a higher advantage'],
  noLength: ['14b', 'without the division by the length a long answer leaves every band at once'],
  arithmeticRatio: ['14b', 'this is the arithmetic mean of the ratios'],
  ratioUpsideDown: ['14b', 'upside down: new over old'],
} as const satisfies Record<string, readonly [LessonNumber, string]>;

/** The name of a misconception. */
export type IdeaId = keyof typeof named;

/** The misconceptions by name. */
export const ideas: Readonly<Record<IdeaId, Idea>> = Object.fromEntries(
  Object.entries(named).map(([id, [lesson, words]]) => [id, { lesson: lessonFiles[lesson], words }]),
) as Record<IdeaId, Idea>;
