import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { ExtractionData, ExtractionReply, ExtractionRequest } from './extraction-message.js';

export interface ExtractionLimits {
  /** For one document, the loading of its model included. */
  milliseconds: number;
  /** Of JavaScript objects; models lie outside of it and are bounded by `mostFields`. */
  memoryMb: number;
  /** Of the models that are kept. */
  mostFields: number;
}

const usualFile = createRequire(import.meta.url).resolve('#extraction-worker');

/** The thread ended without an answer: it was out of memory, took too long, or broke. */
export class ExtractionLostError extends Error {
  override readonly name = 'ExtractionLostError';
}

/** One thread that extracts from one document at a time. It does not keep the process alive while it has none. */
export class ExtractionThread {
  readonly #worker: Worker;
  readonly #milliseconds: number;
  readonly #ready: Promise<unknown>;
  #settle: ((reply: ExtractionReply | Error) => void) | undefined;
  #gone = false;

  constructor({ milliseconds, memoryMb, mostFields }: ExtractionLimits, file = usualFile) {
    this.#milliseconds = milliseconds;
    const workerData: ExtractionData = { mostFields };
    this.#worker = new Worker(file, { execArgv: [], resourceLimits: { maxOldGenerationSizeMb: memoryMb }, workerData });
    this.#worker.unref();
    this.#ready = new Promise((resolve) => {
      this.#worker.once('message', resolve);
      this.#worker.once('exit', resolve);
    });
    this.#worker.on('message', (reply: ExtractionReply) => reply.kind !== 'ready' && this.#settle?.(reply));
    this.#worker.on('error', (error) => this.#lose(`A thread that extracts fields ended: ${error.message}`));
    this.#worker.on('exit', (code) => this.#lose(`A thread that extracts fields ended with ${code}`));
  }

  /** False once it can do nothing more. */
  get usable(): boolean {
    return !this.#gone;
  }

  /** @throws ExtractionLostError when the thread ends before it has answered; it is of no use then. */
  async ask(request: ExtractionRequest): Promise<ExtractionReply> {
    this.#worker.ref();
    try {
      await this.#ready;
      return await this.#answerTo(request);
    } finally {
      this.#worker.unref();
    }
  }

  async end(): Promise<void> {
    this.#lose('The service is stopping');
    await this.#worker.terminate();
  }

  #answerTo(request: ExtractionRequest): Promise<ExtractionReply> {
    return new Promise((resolve, reject) => {
      if (this.#gone) throw new ExtractionLostError('A thread that extracts fields could not start');
      const timer = setTimeout(() => {
        // Where it was this thread that was late, the answer is there by now, and read before what is set to be immediate.
        setImmediate(() => {
          if (this.#settle !== settle) return;
          this.#lose('Extracting fields took too long');
          void this.#worker.terminate();
        });
      }, this.#milliseconds);
      const settle = (outcome: ExtractionReply | Error) => {
        clearTimeout(timer);
        this.#settle = undefined;
        if (outcome instanceof Error) reject(outcome);
        else resolve(outcome);
      };
      this.#settle = settle;
      this.#worker.postMessage(request);
    });
  }

  #lose(reason: string): void {
    this.#gone = true;
    this.#settle?.(new ExtractionLostError(reason));
  }
}
