import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { checkContentType } from '../content-type.js';
import { DEFAULT_LIMITS } from '../limits.js';
import type { ContentType, ReaderLimits, Reading, ReadOptions } from '../reading.js';
import { type Watching, WorkerThread } from './worker-thread.js';

export interface ReaderOptions {
  /** Documents read at the same time, each by a thread of its own; default: one a core. */
  threads?: number;
  /** Where they differ from the defaults: 100 megapixels a page, 1000 pages and 120 seconds a document. */
  limits?: Partial<ReaderLimits>;
  /**
   * Megabytes of the whole process beyond which a thread is replaced once it has read a document, which gives most of its
   * memory back; default: none. A process with two threads needs about 750.
   */
  replaceThreadsAboveMb?: number;
}

/** How a document is to be read, and who waits for it. */
export interface ReadCall extends ReadOptions {
  signal?: AbortSignal;
  /** Called after each page with how many are read of those that are to be read. */
  onProgress?: (done: number, total: number) => void;
}

/** A document, or how to get it once a thread is free: many that wait then take no memory. */
export type DocumentBytes = Uint8Array | (() => Promise<Uint8Array>);

/** Reads documents in worker threads, as many at once as there are threads; the others queue in order. */
export interface Reader {
  /**
   * Reads a document's words. The bytes are copied and may be changed afterwards.
   *
   * @throws {UnreadableDocumentError} when the document cannot be read, by its own fault or the limits'.
   * @throws the signal's reason when it aborts, and what getting the bytes throws.
   */
  read(document: DocumentBytes, contentType: ContentType, options?: ReadCall): Promise<Reading>;
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

const CLOSED = 'the reader was closed';

interface Job extends Watching {
  document: DocumentBytes;
  contentType: ContentType;
  options: Required<ReadOptions>;
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
  readonly #mostMemory: number;
  readonly #idle: WorkerThread[] = [];
  readonly #busy = new Set<WorkerThread>();
  readonly #queue: Job[] = [];
  #closed = false;

  constructor(
    { threads = availableParallelism(), limits, replaceThreadsAboveMb = Number.POSITIVE_INFINITY }: ReaderOptions,
    workerFile: string,
  ) {
    this.#mostMemory = replaceThreadsAboveMb * 1e6;
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
    document: DocumentBytes,
    contentType: ContentType,
    { signal, onProgress, maxPages = 1, autoRotate = false, imageQuality = 'LOW' }: ReadCall = {},
  ): Promise<Reading> {
    signal?.throwIfAborted();
    if (typeof document !== 'function') checkContentType(document, contentType);
    return new Promise((resolve, reject) => {
      if (this.#closed) throw new Error('the reader is closed');
      const options = { maxPages, autoRotate, imageQuality };
      const own = typeof document === 'function' ? document : new Uint8Array(document);
      const leaveQueue = () => this.#leaveQueue(job);
      const job: Job = { document: own, contentType, options, signal, onProgress, resolve, reject, leaveQueue };
      this.#enqueue(job);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const reason = new Error(CLOSED);
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
    const { contentType, options } = job;
    try {
      const bytes = await ownBytes(job.document);
      job.signal?.throwIfAborted();
      if (this.#closed) throw new Error(CLOSED);
      checkContentType(bytes, contentType);
      job.resolve(await thread.read({ bytes, contentType, options, limits: this.#limits }, job));
    } catch (error) {
      job.reject(error);
    } finally {
      if (process.memoryUsage.rss() > this.#mostMemory) await thread.end(new Error('the thread is replaced'));
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

/** Bytes that can be handed to a thread for good. */
async function ownBytes(document: DocumentBytes): Promise<Uint8Array> {
  return typeof document === 'function' ? new Uint8Array(await document()) : document;
}
