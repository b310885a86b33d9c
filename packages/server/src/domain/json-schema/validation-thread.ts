import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { JsonObject } from '@las/contract';
import type { SchemaProblem } from './describe-error.js';
import type { ValidationReply, ValidationRequest } from './validation-message.js';

export interface ValidationLimits {
  /** For one value. */
  milliseconds: number;
  /** For a schema that is used for the first time. */
  compileMilliseconds: number;
  memoryMb: number;
  /** Schemas that are kept compiled: bytes of their JSON, of which one takes a hundred when compiled. */
  keptBytes: number;
}

export interface Validation {
  schema: JsonObject;
  /** Of the schema's content. */
  hash: string;
  /** Size of the schema's JSON, and a little more. */
  bytes: number;
  value: unknown;
}

/** Checks one value at a time in a thread of its own, and goes on with another thread when one is lost. */
export interface ValidationThread {
  validate(validation: Validation): Promise<SchemaProblem | null>;
  close(): Promise<void>;
}

const workerFile = createRequire(import.meta.url).resolve('#json-schema-validation-worker');

/** The thread is of no use any more. */
class ThreadLostError extends Error {
  override readonly name = 'ThreadLostError';
}

const tooLong = 'it takes too long to check';
const tooDeep = 'it is nested too deep to be checked';
const tooMuchMemory = 'it takes too much memory to check';

interface StartedThread {
  worker: Worker;
  /** Rejects when it ends before. */
  ready: Promise<unknown>;
  /** Sizes of the schemas that it has compiled by their hashes, the one used last at the end. */
  known: Map<string, number>;
}

const endedEarly = 'The thread that checks JSON by schemas ended without an answer.';

function start({ memoryMb }: ValidationLimits, onEnd: () => void): StartedThread {
  const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  const ready = new Promise((resolve, reject) => {
    worker.once('message', resolve);
    // Stays, since an error without a listener would end the process.
    worker.on('error', reject);
    worker.once('exit', () => {
      reject(new Error(endedEarly));
      onEnd();
    });
  });
  return { worker, ready, known: new Map() };
}

/** What to ask a thread; notes what it then knows. */
function requestFor(
  { known }: StartedThread,
  { schema, hash, bytes, value }: Validation,
  keptBytes: number,
): ValidationRequest {
  const isKnown = known.delete(hash);
  known.set(hash, bytes);
  let size = [...known.values()].reduce((sum, one) => sum + one, 0);
  const forget: string[] = [];
  for (const [old, oldBytes] of known) {
    if (size <= keptBytes || old === hash) break;
    size -= oldBytes;
    forget.push(old);
    known.delete(old);
  }
  return { hash, schema: isKnown ? null : schema, forget, value };
}

function lost(error: NodeJS.ErrnoException): Error {
  return error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new ThreadLostError(tooMuchMemory) : error;
}

/** @throws ThreadLostError with the reason. */
function ask({ worker }: StartedThread, request: ValidationRequest, limits: ValidationLimits) {
  return new Promise<SchemaProblem | null>((resolve, reject) => {
    let timer: NodeJS.Timeout;
    const allow = (milliseconds: number) => {
      const mine = setTimeout(() => {
        // Where it was this thread that was late, the answer is there by now, and read before what is set to be immediate.
        setImmediate(() => timer === mine && settle(() => reject(new ThreadLostError(tooLong))));
      }, milliseconds);
      timer = mine;
    };
    const onMessage = (reply: ValidationReply) => {
      clearTimeout(timer);
      if (typeof reply === 'object') settle(() => resolve(reply.problem));
      else allow(limits.milliseconds);
    };
    const onError = (error: Error) => settle(() => reject(lost(error)));
    const onExit = () => settle(() => reject(new Error(endedEarly)));
    const settle = (end: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      end();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    allow(request.schema === null ? limits.milliseconds : limits.compileMilliseconds);
    try {
      worker.postMessage(request);
    } catch {
      settle(() => reject(new ThreadLostError(tooDeep)));
    }
  });
}

export function createValidationThread(limits: ValidationLimits): ValidationThread {
  let thread: StartedThread | undefined;

  async function end(): Promise<void> {
    const ended = thread;
    thread = undefined;
    await ended?.worker.terminate();
  }

  function running(): StartedThread {
    if (thread) return thread;
    const started = start(limits, () => {
      if (thread === started) thread = undefined;
    });
    thread = started;
    return started;
  }

  async function validate(validation: Validation): Promise<SchemaProblem | null> {
    const current = running();
    // While it is at work, and only then, it holds up the end of the process.
    current.worker.ref();
    const hadOthers = current.known.size > (current.known.has(validation.hash) ? 1 : 0);
    try {
      await current.ready;
      return await ask(current, requestFor(current, validation, limits.keptBytes), limits);
    } catch (error) {
      await end();
      if (!(error instanceof ThreadLostError)) throw error;
      // What others have left there may have been too much, rather than this.
      if (error.message === tooMuchMemory && hadOthers) return validate(validation);
      return { pointer: '', message: error.message };
    } finally {
      current.worker.unref();
    }
  }

  return { validate, close: end };
}
