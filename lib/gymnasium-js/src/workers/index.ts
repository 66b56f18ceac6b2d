export { WorkerVectorEnv, type WorkerVectorOptions } from './workerVectorEnv.js';
