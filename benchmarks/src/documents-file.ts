import { readFile } from 'node:fs/promises';

/** One document of a benchmark file: an image, its true values and the transcript a person made of it. */
export interface BenchmarkDocument {
  id: string;
  /** Path of the image, relative to the folder of the documents file. */
  image: string;
  /** Pixels. */
  width: number;
  height: number;
  /** The true value of each field, as a person typed it. */
  groundTruth: { label: string; value: string }[];
  /** The human transcript, a text line or a piece of one each; `box` is [left, top, right, bottom] in pixels. */
  lines: { box: [left: number, top: number, right: number, bottom: number]; text: string }[];
}

/**
 * Reads a documents file: JSON Lines, one {@link BenchmarkDocument} a line.
 *
 * @throws {Error} naming file and line when a line is no such document.
 */
export async function loadDocuments(file: string): Promise<BenchmarkDocument[]> {
  const documents: BenchmarkDocument[] = [];
  for (const [index, line] of (await readFile(file, 'utf8')).split('\n').entries()) {
    if (line.trim() === '') continue;
    documents.push(parseDocument(line, `${file}:${index + 1}`));
  }
  return documents;
}

/** At most `limit` of the items, spread evenly over them; the same ones for the same input. */
export function spreadSample<T>(items: readonly T[], limit: number): T[] {
  if (limit >= items.length) return [...items];
  return items.filter(
    (_, index) => Math.floor((index * limit) / items.length) !== Math.floor(((index - 1) * limit) / items.length),
  );
}

function parseDocument(line: string, where: string): BenchmarkDocument {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new Error(`${where}: not JSON`, { cause });
  }
  if (!isDocument(value)) throw new Error(`${where}: needs id, image, width, height, groundTruth and lines`);
  return value;
}

function isDocument(value: unknown): value is BenchmarkDocument {
  if (typeof value !== 'object' || value === null) return false;
  const { id, image, width, height, groundTruth, lines } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    typeof image === 'string' &&
    typeof width === 'number' &&
    typeof height === 'number' &&
    Array.isArray(groundTruth) &&
    groundTruth.every((field) => typeof field?.label === 'string' && typeof field?.value === 'string') &&
    Array.isArray(lines) &&
    lines.every((entry) => typeof entry?.text === 'string' && Array.isArray(entry?.box) && entry.box.length === 4)
  );
}
