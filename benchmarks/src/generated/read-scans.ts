import { createHash } from 'node:crypto';
import type { Page } from '@las/extractor';
import { type Readable, type ReadDocumentsOptions, readDocuments } from '../read-documents.js';
import type { GeneratedDocument } from './generated-document.js';
import { SCAN_VERSION, scanPages } from './scan.js';

interface ScannedPage extends Readable {
  document: GeneratedDocument;
  index: number;
}

/** What is read in pictures of all pages, by the document's id. */
export async function readScans(
  documents: readonly GeneratedDocument[],
  options: Omit<ReadDocumentsOptions<ScannedPage>, 'bytesOf' | 'fingerprintOf'> = {},
): Promise<Map<string, Page[]>> {
  const scanned = documents.flatMap((document) =>
    document.pages.map((_, index): ScannedPage => {
      const name = `${document.id} page ${index + 1}`;
      return { id: name, image: name, document, index };
    }),
  );
  const readings = await readDocuments(scanned, '', { ...options, bytesOf, fingerprintOf });
  return new Map(
    documents.map(({ id, pages }) => [
      id,
      pages.flatMap((_, index) => {
        const page = readings.get(`${id} page ${index + 1}`)?.pages[0];
        return page ? [{ ...page, number: index + 1 }] : [];
      }),
    ]),
  );
}

async function bytesOf({ document, index, id }: ScannedPage): Promise<Uint8Array> {
  const bytes = (await scanPages(document))[index];
  if (bytes === undefined) throw new RangeError(`${id} is not in its PDF`);
  return bytes;
}

/** Drawing a page takes far longer than making up the PDF, which says all but how it is scanned. */
function fingerprintOf({ document, index }: ScannedPage): string {
  const pdf = createHash('sha256').update(document.pdf).digest('hex');
  return `${pdf} ${document.id} ${index} ${SCAN_VERSION}`;
}
