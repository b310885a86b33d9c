import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Reading } from '@las/reader';
import type { BenchmarkDocument } from '../documents-file.js';
import { type ReadDocumentsOptions, readDocuments } from '../read-documents.js';
import { type Degradation, type DegradedImage, degradeImage, mixedDegradation } from './degrade.js';
import { readingOnOriginal } from './reading-on-original.js';

/** A degraded copy of each document's image, by the document's id; `mixed` takes another kind for each document. */
export async function degradeDocuments(
  documents: readonly BenchmarkDocument[],
  baseDir: string,
  kind: Degradation | 'mixed',
): Promise<Map<string, DegradedImage>> {
  const copies = new Map<string, DegradedImage>();
  for (const document of documents) {
    const { id, image } = document;
    const bytes = await readFile(resolve(baseDir, image));
    const one = kind === 'mixed' ? mixedDegradation(id) : kind;
    copies.set(id, await degradeImage(bytes, { kind: one, id, ...textHeightOf(document) }));
  }
  return copies;
}

/** Reads degraded copies; boxes are where the words stand in the copies. */
export function readDegraded(
  documents: readonly BenchmarkDocument[],
  copies: ReadonlyMap<string, DegradedImage>,
  options: Omit<ReadDocumentsOptions, 'bytesOf' | 'fingerprintOf'> = {},
): Promise<Map<string, Reading>> {
  const bytesOf = async ({ id }: { id: string }) => copyOf(copies, id).bytes;
  return readDocuments(documents, '', { ...options, bytesOf });
}

/** The same readings with boxes where the words stand in the documents' own images, as their transcripts have them. */
export function onOriginals(
  documents: readonly BenchmarkDocument[],
  copies: ReadonlyMap<string, DegradedImage>,
  readings: ReadonlyMap<string, Reading>,
): Map<string, Reading> {
  return new Map(
    documents.flatMap((document): [string, Reading][] => {
      const reading = readings.get(document.id);
      return reading ? [[document.id, readingOnOriginal(reading, copyOf(copies, document.id), document)]] : [];
    }),
  );
}

function copyOf(copies: ReadonlyMap<string, DegradedImage>, id: string): DegradedImage {
  const copy = copies.get(id);
  if (copy === undefined) throw new RangeError(`There is no degraded copy of ${id}`);
  return copy;
}

/** The median line of the transcript. */
function textHeightOf({ lines }: BenchmarkDocument): { textHeight?: number } {
  const heights = lines.map(({ box }) => box[3] - box[1]).toSorted((a, b) => a - b);
  const middle = heights[Math.floor(heights.length / 2)];
  return middle === undefined ? {} : { textHeight: middle };
}
