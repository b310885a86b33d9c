import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReader, type Reader, type Reading, readerVersion, sniffContentType } from '@las/reader';

/** A document that can be read. */
export interface Readable {
  id: string;
  /** Path of the image, relative to the folder that all paths start from; or a name for messages. */
  image: string;
}

export interface ReadDocumentsOptions<D extends Readable = Readable> {
  /** Documents read at the same time; default: one a core. */
  threads?: number;
  /**
   * Folder that keeps what was read, by the images' hashes and the reader's version; default `benchmarks/.cache`. False
   * reads everything anew.
   */
  cacheDir?: string | false;
  /** What is read for a document; default: its image. */
  bytesOf?(document: D): Promise<Uint8Array>;
  /** What the bytes follow from, where it is cheaper to have than they are: the cache goes by it instead of them. */
  fingerprintOf?(document: D): string;
  /** After each document. */
  onProgress?(done: number, total: number): void;
}

const DEFAULT_CACHE_DIR = fileURLToPath(new URL('../.cache/', import.meta.url));

/**
 * Reads the images of all documents, each only once for a version of the reader.
 *
 * @param baseDir the folder that the images' paths start from.
 * @returns what was read, by the document's id.
 * @throws when an image is missing or cannot be read.
 */
export async function readDocuments<D extends Readable>(
  documents: readonly D[],
  baseDir: string,
  {
    threads = availableParallelism(),
    cacheDir = DEFAULT_CACHE_DIR,
    bytesOf = ({ image }) => readFile(resolve(baseDir, image)),
    fingerprintOf,
    onProgress,
  }: ReadDocumentsOptions<D> = {},
): Promise<Map<string, Reading>> {
  if (cacheDir !== false) await mkdir(cacheDir, { recursive: true });
  const reader = createReader({ threads });
  const readings = new Map<string, Reading>();
  const waiting = [...documents];
  const readOne = async (document: D): Promise<Reading> => {
    const read = async () => readImage(reader, await bytesOf(document), document.image);
    if (cacheDir === false) return read();
    return throughCache(cacheFile(cacheDir, fingerprintOf?.(document) ?? (await bytesOf(document))), read);
  };
  const readOneByOne = async () => {
    for (let document = waiting.shift(); document !== undefined; document = waiting.shift()) {
      readings.set(document.id, await readOne(document));
      onProgress?.(readings.size, documents.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, readOneByOne));
  } finally {
    await reader.close();
  }
  return readings;
}

async function readImage(reader: Reader, bytes: Uint8Array, name: string): Promise<Reading> {
  const contentType = sniffContentType(bytes);
  if (contentType === undefined) throw new Error(`${name} is no JPEG, PNG, TIFF or PDF`);
  return reader.read(bytes, contentType);
}

function cacheFile(cacheDir: string, bytes: Uint8Array | string): string {
  return join(cacheDir, `${createHash('sha256').update(bytes).digest('hex')}-${readerVersion}.json`);
}

async function throughCache(file: string, read: () => Promise<Reading>): Promise<Reading> {
  const kept = await readIfThere(file);
  if (kept !== undefined) return JSON.parse(kept) as Reading;
  const reading = await read();
  // Written aside first: a run that is broken off must not leave half a file.
  const aside = join(dirname(file), `.${process.pid}-${Math.random().toString(36).slice(2)}`);
  await writeFile(aside, JSON.stringify(reading));
  await rename(aside, file);
  return reading;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
