import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { JsonObject } from '@las/contract';
import { badRequest } from '../api-error.js';
import { mostBytesInLists, requireJsonSize } from '../json-size.js';

const limits = { milliseconds: 10_000, memoryMb: 128 };
const workerFile = createRequire(import.meta.url).resolve('#json-schema-worker');

/** One at a time: compiling takes a core, and a schema is hardly ever given. */
let queue: Promise<unknown> = Promise.resolve();

function compileInWorker(schema: JsonObject): Promise<string | null> {
  const { milliseconds, memoryMb } = limits;
  const worker = new Worker(workerFile, {
    workerData: schema,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  });
  return new Promise<string | null>((resolve, reject) => {
    const timer = setTimeout(() => resolve('takes too long to compile: it has to be simpler'), milliseconds);
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve('takes too much memory to compile: it has to be simpler');
      else reject(error);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('The compiler of JSON schemas ended without an answer.'));
    });
  }).finally(() => worker.terminate());
}

/**
 * Checks that a schema compiles, in a thread of its own with limits on time and memory: schemas can be small and yet cost much.
 * @throws ApiError naming the field.
 */
export async function checkJsonSchema(field: string, schema: JsonObject): Promise<void> {
  requireJsonSize(field, schema, mostBytesInLists);
  const turn = queue.then(() => compileInWorker(schema));
  queue = turn.catch(() => {});
  const problem = await turn;
  if (problem !== null) throw badRequest(`${field}${problem.startsWith('.') ? '' : ' '}${problem}`);
}
