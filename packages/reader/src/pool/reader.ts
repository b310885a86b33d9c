import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { checkContentType } from '../content-type.js';
import { DEFAULT_LIMITS } from '../limits.js';
import type { ContentType, ReaderLimits, Reading, ReadOptions } from '../reading.js';
import type { WorkerRequest } from './worker-messages.js';
import { WorkerThread } from './worker-thread.js';

export interface ReaderOptions {
  /** Documents read at the same time, each by a thread of its own; default: one a core. */
  threads?: number;
  /** Where they differ from the defaults: 100 megapixels a page, 1000 pages and 120 seconds a document. */
  limits?: Partial<ReaderLimits>;
}

/** Reads documents in worker threads, as many at once as there are threads; the others queue in order. */
export interface Reader {
  /**
   * Reads a document's words. The bytes are copied and may be changed afterwards.
   *
   * @throws {UnreadableDocumentError} when the document cannot be read, by its own fault or the limits'.
   * @throws the signal's reason when it aborts.
   */
  read(bytes: Uint8Array, contentType: ContentType, options?: ReadOptions & { signal?: AbortSignal }): Promise<Reading>;
  /** Documents that wait for a thread. */
  readonly queued: number;
  /** Documents that are being read. */
  readonly active: number;
  /**
   * Ends all threads. What was being read or waited is rejected. To be awaited before `process.exit()`, which would end
   * threads in the middle of native code and with it abort the process.
   */
  close(): Promise<void>;
}

interface Job {
  request: WorkerRequest;
  signal: AbortSignal | undefined;
  resolve(reading: Reading): void;
  reject(error: unknown): void;
  /** Called when the signal aborts before a thread is free. */
  leaveQueue(): void;
}

/** Threads are started when they are first needed, and again where one was ended by a document. */
export function createReader(options: ReaderOptions = {}): Reader {
  return new ThreadedReader(options, createRequire(import.meta.url).resolve('#worker'));
}

/** A {@link Reader} over any file that speaks the worker's messages. */
export class ThreadedReader implements Reader {
  readonly #threads: number;
  readonly #limits: ReaderLimits;
  readonly #workerFile: string;
  readonly #idle: WorkerThread[] = [];
  readonly #busy = new Set<WorkerThread>();
  readonly #queue: Job[] = [];
  #closed = false;

  constructor({ threads = availableParallelism(), limits }: ReaderOptions, workerFile: string) {
    this.#threads = threads;
    this.#limits = { ...DEFAULT_LIMITS, ...limits };
    this.#workerFile = workerFile;
  }

  get queued(): number {
    return this.#queue.length;
  }

  get active(): number {
    return this.#busy.size;
  }

  async read(
    bytes: Uint8Array,
    contentType: ContentType,
    { signal, maxPages = 1, autoRotate = false, imageQuality = 'LOW' }: ReadOptions & { signal?: AbortSignal } = {},
  ): Promise<Reading> {
    signal?.throwIfAborted();
    checkContentType(bytes, contentType);
    const request = {
      bytes: new Uint8Array(bytes),
      contentType,
      options: { maxPages, autoRotate, imageQuality },
      limits: this.#limits,
    };
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('the reader is closed');
      const job: Job = { request, signal, resolve, reject, leaveQueue: () => this.#leaveQueue(job) };
      this.#enqueue(job);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const reason = new Error('the reader was closed');
    for (const job of this.#queue.splice(0)) {
      job.signal?.removeEventListener('abort', job.leaveQueue);
      job.reject(reason);
    }
    await Promise.all([...this.#idle.splice(0), ...this.#busy].map((thread) => thread.end(reason)));
  }

  #enqueue(job: Job): void {
    job.signal?.addEventListener('abort', job.leaveQueue, { once: true });
    this.#queue.push(job);
    this.#dispatch();
  }

  #leaveQueue(job: Job): void {
    this.#queue.splice(this.#queue.indexOf(job), 1);
    job.reject(job.signal?.reason);
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && this.#busy.size < this.#threads) {
      const job = this.#queue.shift();
      if (job === undefined) return;
      // A signal may outlive many documents.
      job.signal?.removeEventListener('abort', job.leaveQueue);
      void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const thread = this.#takeIdle() ?? new WorkerThread(this.#workerFile);
    this.#busy.add(thread);
    try {
      job.resolve(await thread.read(job.request, job.signal));
    } catch (error) {
      job.reject(error);
    } finally {
      await thread.idle();
      this.#busy.delete(thread);
      if (thread.usable) this.#idle.push(thread);
      this.#dispatch();
    }
  }

  #takeIdle(): WorkerThread | undefined {
    for (let thread = this.#idle.pop(); thread !== undefined; thread = this.#idle.pop()) {
      if (thread.usable) return thread;
    }
    return undefined;
  }
}
