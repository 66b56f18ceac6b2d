import { register } from '../registry/registry.js';
import { Walk } from './toys.js';

register({ id: 'test/WorkerWalk-v0', entryPoint: () => new Walk(6) });
