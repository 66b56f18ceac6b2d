import { testLearnerContract } from '../testing/learnerContract';
import { CompiledLearner } from './compiledLearner';

const spaces = [{ n: 2 }, { n: 3 }, { low: [-1, -1], high: [1, 1], shape: [2] }];

testLearnerContract('CompiledLearner', (setup) => new CompiledLearner(setup), spaces);
testLearnerContract('CompiledLearner, plain', (setup) => new CompiledLearner(setup, 'plain'), spaces);
