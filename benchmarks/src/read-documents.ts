import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createReader, type Reader, type Reading, readerVersion, sniffContentType } from '@las/reader';
import type { BenchmarkDocument } from './documents-file.js';

export interface ReadDocumentsOptions {
  /** Documents read at the same time; default: one a core. */
  threads?: number;
  /**
   * Folder that keeps what was read, by the images' hashes and the reader's version; default `benchmarks/.cache`. False
   * reads everything anew.
   */
  cacheDir?: string | false;
  /** What is read for a document; default: its image. */
  bytesOf?(document: BenchmarkDocument): Promise<Uint8Array>;
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
export async function readDocuments(
  documents: readonly BenchmarkDocument[],
  baseDir: string,
  {
    threads = availableParallelism(),
    cacheDir = DEFAULT_CACHE_DIR,
    bytesOf = ({ image }) => readFile(resolve(baseDir, image)),
    onProgress,
  }: ReadDocumentsOptions = {},
): Promise<Map<string, Reading>> {
  if (cacheDir !== false) await mkdir(cacheDir, { recursive: true });
  const reader = createReader({ threads });
  const readings = new Map<string, Reading>();
  const waiting = [...documents];
  const readOneByOne = async () => {
    for (let document = waiting.shift(); document !== undefined; document = waiting.shift()) {
      const bytes = await bytesOf(document);
      const read = () => readImage(reader, bytes, document.image);
      readings.set(document.id, await (cacheDir === false ? read() : throughCache(cacheFile(cacheDir, bytes), read)));
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

function cacheFile(cacheDir: string, bytes: Uint8Array): string {
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
