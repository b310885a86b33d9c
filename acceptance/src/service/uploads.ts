import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Client, ConnectionException, ServerException } from '@las/client';
import { textPdf } from './documents.js';

/** A document that the service has said it has. */
export interface Acknowledged {
  documentId: string;
  content: Uint8Array;
}

const uploaders = 4;
const breath = 20;

/** Whether an error says no more than that the service, or its database, is away. */
export function isAway(error: unknown): boolean {
  return (
    (error instanceof ConnectionException && error.status === undefined) ||
    (error instanceof ServerException && error.status === 503)
  );
}

/** Makes a call until it is answered, as long as what stands in its way is that the service is away. */
export async function untilAnswered<T>(call: () => PromiseLike<T>, onAway = () => {}): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!isAway(error) || Date.now() > deadline) throw error;
      onAway();
      await pause(100);
    }
  }
}

/** Uploads documents, each of its own content, until told to stop; asks again for those whose answer did not come. */
export class Uploads {
  readonly acknowledged: Acknowledged[] = [];
  /** Tries whose answer did not come. */
  unanswered = 0;
  readonly #client: () => Client;
  readonly batchId: string;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = true;

  /** @param client The client of the moment: the service is another one after a restart. */
  constructor(client: () => Client, batchId: string) {
    this.#client = client;
    this.batchId = batchId;
  }

  start(): void {
    this.#stopped = false;
    this.#running = Promise.all(Array.from({ length: uploaders }, () => this.#upload()));
    // Is thrown by stop.
    this.#running.catch(() => {});
  }

  /** Waits until all that was begun is acknowledged. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #upload(): Promise<void> {
    while (!this.#stopped) {
      const idempotencyKey = randomUUID();
      const content = textPdf([{ left: 60, top: 60, text: idempotencyKey }]);
      const { documentId } = await untilAnswered(
        () => this.#client().createDocument(content, 'application/pdf', { batchId: this.batchId }, { idempotencyKey }),
        () => {
          this.unanswered += 1;
        },
      );
      this.acknowledged.push({ documentId, content });
      await pause(breath);
    }
  }
}
