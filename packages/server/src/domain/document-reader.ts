import { type Reader, type Reading, type ReadOptions, readerVersion, UnreadableDocumentError } from '@las/reader';
import type { BlobStore } from '../blobs/blob-store.js';
import type { Database } from '../db/database.js';
import {
  type DocumentSource,
  findReading,
  insertReading,
  type ReadingKey,
  type StoredReading,
} from '../db/readings.js';
import { createPlaces } from './places.js';
import { SharedWork } from './shared-work.js';

/** How a document is to be read, with nothing left to defaults. */
export type ReadingOptions = Required<ReadOptions>;

/** Reads documents, each once: what was read, or why it cannot be, is kept as long as the document. */
export interface DocumentReader {
  /**
   * @throws UnreadableDocumentError
   * @throws DocumentGoneError when the document was deleted since it was looked up.
   * @throws NoPlaceError when too many documents wait to be read.
   * @throws the signal's reason when it aborts; others who wait for the same reading go on.
   */
  read(source: DocumentSource, options: ReadingOptions, signal?: AbortSignal): Promise<Reading>;
  /** Documents that wait to be read, and those that are being read. */
  readonly waiting: number;
  readonly active: number;
}

/** A document's bytes are no longer there. */
export class DocumentGoneError extends Error {
  override readonly name = 'DocumentGoneError';
}

interface ReadingServices {
  db: Database;
  blobs: BlobStore;
  reader: Reader;
  /** Documents whose bytes are held in memory at the same time; those that wait are only known by name. */
  places: number;
  mostWaiting?: number;
}

/** They take some kilobytes each. */
const usuallyWaiting = 2000;

function keyOf({ blobHash }: DocumentSource, options: ReadingOptions): ReadingKey {
  const variant = `${readerVersion}/${options.imageQuality}${options.autoRotate ? '/rotated' : ''}`;
  return { blobHash, variant, maxPages: options.maxPages };
}

/** Without what jsonb cannot hold: NUL and halves of surrogate pairs, which a PDF may claim as its text. */
function storable(reading: Reading): Reading {
  const pages = reading.pages.map((page) => ({
    ...page,
    words: page.words.map((word) => ({ ...word, text: word.text.replaceAll('\0', '\ufffd').toWellFormed() })),
  }));
  return { ...reading, pages };
}

/** Kept as well, so that no bomb is opened twice; but for a timeout, which may have been the machine's fault. */
function lastingFailure(error: unknown): StoredReading {
  if (!(error instanceof UnreadableDocumentError) || error.reason === 'timeout') throw error;
  return { reading: null, failure: { reason: error.reason, message: error.message } };
}

export function createDocumentReader(services: ReadingServices): DocumentReader {
  const { db, blobs, reader, places: atOnce, mostWaiting = usuallyWaiting } = services;
  const shared = new SharedWork<StoredReading>();
  const places = createPlaces({ places: atOnce, mostWaiting });

  async function findOrRead(source: DocumentSource, options: ReadOptions & { signal: AbortSignal }, key: ReadingKey) {
    const known = await findReading(db, key);
    if (known) return known;
    return places.run(source.organizationId, options.signal, () => readAnew(source, options, key));
  }

  async function readAnew(source: DocumentSource, options: ReadOptions & { signal: AbortSignal }, key: ReadingKey) {
    const bytes = await blobs.get(source.blobHash);
    if (!bytes) throw new DocumentGoneError(source.blobHash);
    const stored = await reader
      .read(bytes, source.contentType, options)
      .then((reading): StoredReading => ({ reading: storable(reading), failure: null }), lastingFailure);
    await insertReading(db, key, stored);
    return stored;
  }

  return {
    async read(source, options, callerSignal) {
      const key = keyOf(source, options);
      const { reading, failure } = await shared.run(JSON.stringify(key), callerSignal, (signal) =>
        findOrRead(source, { ...options, signal }, key),
      );
      if (failure) throw new UnreadableDocumentError(failure.reason, failure.message);
      return { ...reading, pages: reading.pages.slice(0, options.maxPages) };
    },
    get waiting() {
      return places.waiting;
    },
    get active() {
      return reader.active;
    },
  };
}
