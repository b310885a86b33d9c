import type { UnreadableReason } from '../errors.js';
import type { ReadRequest } from '../read-document.js';
import type { Reading } from '../reading.js';

/** What a worker is started with. */
export interface WorkerData {
  /** Of a NativeGate. */
  nativeGate: SharedArrayBuffer;
}

/** To a worker: one document; the next one only after its answer. */
export type WorkerRequest = ReadRequest;

/**
 * From a worker: once that its code is loaded, and for each document after each page how many are read, then what was read, why it cannot be read, or a failure
 * that is not the document's fault.
 */
export type WorkerAnswer =
  | { kind: 'ready' }
  | { kind: 'page'; done: number; total: number }
  | { kind: 'reading'; reading: Reading }
  | { kind: 'unreadable'; reason: UnreadableReason; message: string }
  | { kind: 'failed'; message: string };
