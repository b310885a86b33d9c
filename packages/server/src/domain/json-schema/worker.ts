import { parentPort, workerData } from 'node:worker_threads';
import { findSchemaProblem } from './compile-schema.js';

parentPort?.postMessage(findSchemaProblem(workerData) ?? null);
