import { createRequire } from 'node:module';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { TooFewDocumentsError } from '../errors.js';
import type { TrainingDocument } from '../types.js';
import type { Reply, Request } from './messages.js';

const workerFile = createRequire(import.meta.url).resolve('#worker');

/** So few documents are handed over at once that the caller's event loop is never held up for long. */
const DOCUMENTS_PER_MESSAGE = 10;

type Answer = Exclude<Reply, { kind: 'progress' } | { kind: 'failed' }>;

interface Pending {
  resolve(answer: Answer): void;
  reject(error: unknown): void;
  onProgress: ((fraction: number) => void) | undefined;
}

/** A worker thread with one request under way at a time. */
export class TrainingWorker {
  readonly #worker = new Worker(workerFile);
  #pending: Pending | undefined;
  #failure: Error | undefined;

  constructor() {
    this.#worker.on('message', (reply: Reply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#fail(toError(error)));
    this.#worker.on('exit', (code) => this.#fail(new Error(`A training thread ended by itself with code ${code}`)));
  }

  async sendDocuments(documents: readonly TrainingDocument[]): Promise<void> {
    for (let start = 0; start < documents.length; start += DOCUMENTS_PER_MESSAGE) {
      const part = documents.slice(start, start + DOCUMENTS_PER_MESSAGE);
      this.#worker.postMessage({ kind: 'documents', documents: part } satisfies Request);
      await nextTurn();
    }
  }

  /** Resolves with the answer of the wanted kind; rejects with the worker's error, or when it ends. */
  async ask<K extends Answer['kind']>(
    request: Request,
    kind: K,
    { transfer = [], onProgress }: { transfer?: ArrayBuffer[]; onProgress?: (fraction: number) => void } = {},
  ): Promise<Extract<Answer, { kind: K }>> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#pending = { resolve, reject, onProgress };
      this.#worker.postMessage(request, transfer);
    });
    if (answer.kind !== kind) throw new Error(`A training thread answered ${answer.kind} instead of ${kind}`);
    return answer as Extract<Answer, { kind: K }>;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'progress') {
      this.#pending?.onProgress?.(reply.fraction);
      return;
    }
    const pending = this.#pending;
    this.#pending = undefined;
    if (reply.kind === 'failed') pending?.reject(restoreError(reply));
    else pending?.resolve(reply);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#pending?.reject(this.#failure);
    this.#pending = undefined;
  }
}

const toError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function restoreError({ name, message, stack }: Reply & { kind: 'failed' }): Error {
  const error = name === 'TooFewDocumentsError' ? new TooFewDocumentsError(message) : new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
