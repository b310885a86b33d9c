import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sniffContentType } from '@las/reader';
import { loadDocuments, spreadSample } from './documents-file.js';
import { formatScaling, type ImageFile, measureScaling } from './reading/thread-scaling.js';

const USAGE = `Usage: node benchmarks/dist/reading-threads.js --documents FILE.jsonl [--limit N] [--threads N]

Reads the images of a documents file with 1 to N worker threads and prints how many it reads a second. Wants a machine
that does nothing else.
  --documents  as for reading.js
  --limit      read only so many documents, spread evenly over the file; default 40
  --threads    the largest number of threads; default: one a core`;

async function loadImages(file: string, limit: number): Promise<ImageFile[]> {
  const documents = spreadSample(await loadDocuments(file), limit);
  return Promise.all(
    documents.map(async ({ image }) => {
      const bytes = await readFile(resolve(dirname(file), image));
      const contentType = sniffContentType(bytes);
      if (contentType === undefined) throw new Error(`${image} is no JPEG, PNG, TIFF or PDF`);
      return { bytes, contentType };
    }),
  );
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`${name} has to be a whole number from 1`);
  return value;
}

try {
  const { values } = parseArgs({
    options: {
      documents: { type: 'string' },
      limit: { type: 'string', default: '40' },
      threads: { type: 'string', default: String(availableParallelism()) },
    },
  });
  if (values.documents === undefined) throw new TypeError('--documents is needed');
  const images = await loadImages(values.documents, wholeNumber('--limit', values.limit));
  const most = wholeNumber('--threads', values.threads);
  const rates = await measureScaling(
    images,
    Array.from({ length: most }, (_, index) => index + 1),
  );
  console.log(`${images.length} images\n${formatScaling(rates)}`);
} catch (error) {
  // A wrong argument is a TypeError, of parseArgs as of ours.
  console.error(error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
