/**
 * Keeps bytes under the SHA-256 of their content. Whoever uses it counts who needs what; the store itself only knows what
 * is there.
 */
export interface BlobStore {
  /**
   * Resolves when the bytes would survive a crash of the process and a loss of power.
   *
   * @returns the SHA-256 in lower-case hex, and whether the bytes were new (of several who bring the same at once in
   *   different processes, more than one may be told so)
   */
  put(bytes: Uint8Array): Promise<{ hash: string; created: boolean }>;
  /**
   * Undefined where nothing is stored under the hash.
   *
   * @throws CorruptBlobError when the bytes are no longer those that were stored
   */
  get(hash: string): Promise<Buffer | undefined>;
  /** Does nothing where nothing is stored under the hash. */
  delete(hash: string): Promise<void>;
  /** All that is stored, in no order, for a sweep of what nobody uses; `modified` is when it was last put. */
  list(): AsyncIterable<{ hash: string; modified: Date }>;
  /** Rejects with the reason when nothing could be stored now. */
  healthy(): Promise<void>;
}

/** What was asked for is no hash; it never reaches a path or a bucket's key. */
export class InvalidBlobHashError extends Error {
  override readonly name = 'InvalidBlobHashError';

  constructor() {
    super('A blob is named by 64 lower-case hexadecimal digits');
  }
}

/** A disk or somebody's hand changed stored bytes. */
export class CorruptBlobError extends Error {
  override readonly name = 'CorruptBlobError';

  constructor(hash: string) {
    super(`The stored bytes of ${hash} are damaged: restore the file from a backup, or upload its content again`);
  }
}

export function checkBlobHash(hash: string): void {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new InvalidBlobHashError();
}
