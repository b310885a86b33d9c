import { Worker } from 'node:worker_threads';
import { UnreadableDocumentError } from '../errors.js';
import { NativeGate } from '../native-gate.js';
import type { Reading } from '../reading.js';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './worker-messages.js';

// Of JavaScript objects; pixels and the networks' memory lie outside of it. A document that needs more is no document.
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512 };

/** One thread that reads one document at a time. It does not keep the process alive while it has none. */
export class WorkerThread {
  readonly #worker: Worker;
  readonly #gate = new NativeGate();
  readonly #started: Promise<void>;
  #ready = false;
  #gone = false;
  #failure: Error | undefined;
  #settle: ((outcome: Outcome) => void) | undefined;
  #onPage: ((done: number, total: number) => void) | undefined;
  #ending: Promise<void> | undefined;

  constructor(file: string) {
    const workerData: WorkerData = { nativeGate: this.#gate.shared };
    // The process' own flags may not suit a thread: --input-type, for one, makes its start fail.
    this.#worker = new Worker(file, { execArgv: [], resourceLimits: RESOURCE_LIMITS, workerData });
    this.#worker.unref();
    this.#worker.on('message', (answer: WorkerAnswer) => this.#receive(answer));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', (code) => this.#fail(new Error(`the reading thread ended with ${code}`)));
    this.#started = new Promise((resolve) => {
      this.#worker.once('message', () => resolve());
      this.#worker.once('exit', () => resolve());
    });
  }

  /** False once it can read nothing more. */
  get usable(): boolean {
    return !this.#gone && this.#ending === undefined;
  }

  /** Resolves when the thread, if it is being ended, no longer takes time or memory. */
  async idle(): Promise<void> {
    await this.#ending;
  }

  /**
   * Reads a document. When it takes too long or the signal aborts, the thread is ended with it.
   *
   * @throws {UnreadableDocumentError}
   * @throws {Error} when the thread could not start, or has failed at something that is not the document's fault.
   */
  async read(request: WorkerRequest, { signal, onProgress }: Watching): Promise<Reading> {
    // Nobody would answer; the thread may have failed before its first document was there.
    if (!this.usable) throw this.#failure ?? new Error('the reading thread was ended');
    const timeoutMs = request.limits.timeoutMs;
    const outcome = new Promise<Outcome>((resolve) => {
      this.#settle = resolve;
    });
    this.#onPage = onProgress;
    const timer = setTimeout(
      () => void this.end(new UnreadableDocumentError('timeout', tookTooLong(timeoutMs))),
      timeoutMs,
    );
    const abort = () => void this.end(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    this.#worker.ref();
    this.#worker.postMessage(request, [request.bytes.buffer as ArrayBuffer]);
    try {
      const { reading, error } = await outcome;
      if (reading === undefined) throw error;
      return reading;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#settle = undefined;
      this.#onPage = undefined;
      if (this.usable) this.#worker.unref();
    }
  }

  /** Ends the thread; a document that it is reading is rejected with the reason at once. */
  async end(reason: unknown): Promise<void> {
    this.#settle?.({ error: reason });
    this.#ending ??= this.#terminate();
    await this.#ending;
  }

  async #terminate(): Promise<void> {
    // Documents may wait for this thread's place.
    this.#worker.ref();
    // Loading the native libraries is native code, too.
    await this.#started;
    await this.#gate.close(() => this.#gone);
    await this.#worker.terminate();
  }

  #receive(answer: WorkerAnswer): void {
    if (answer.kind === 'ready') this.#ready = true;
    else if (answer.kind === 'page') this.#onPage?.(answer.done, answer.total);
    else if (answer.kind === 'reading') this.#settle?.({ reading: answer.reading });
    else if (answer.kind === 'failed') this.#settle?.({ error: new Error(`reading failed: ${answer.message}`) });
    else this.#settle?.({ error: new UnreadableDocumentError(answer.reason, answer.message) });
  }

  #fail(cause: Error): void {
    this.#gone = true;
    // Before its first document a thread fails for reasons of its own: a missing file, no memory.
    const error = this.#ready
      ? new UnreadableDocumentError('corrupt', 'The document cannot be read: reading it broke off.', { cause })
      : new Error('the reading thread could not start', { cause });
    this.#failure ??= error;
    this.#settle?.({ error });
  }
}

/** Who waits for a document. */
export interface Watching {
  signal: AbortSignal | undefined;
  onProgress: ((done: number, total: number) => void) | undefined;
}

interface Outcome {
  reading?: Reading;
  error?: unknown;
}

function tookTooLong(timeoutMs: number): string {
  return `Reading the document took longer than ${Math.round(timeoutMs / 100) / 10} seconds.`;
}
