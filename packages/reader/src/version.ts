import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { RECOGNISER_FILES } from './ocr/recogniser-files.js';

// Raised by hand with each change of code, here or in the layout, that can change a reading.
const REVISION = 6;

const { dependencies } = createRequire(import.meta.url)('../package.json') as { dependencies: Record<string, string> };
// Packages of this repository change without a version; the revision counts for them, too.
const foreign = Object.entries(dependencies).filter(([name]) => !name.startsWith('@las/'));

/**
 * Identifies everything that changes what is read from the same bytes with the same options: this package's code, its
 * models and its decoders. Belongs into the key of a cache, beside the document's hash and the {@link ReadOptions}.
 */
export const readerVersion = `${REVISION}-${digest().slice(0, 8)}`;

function digest(): string {
  const hash = createHash('sha256').update(JSON.stringify(Object.fromEntries(foreign)));
  for (const file of Object.values(RECOGNISER_FILES)) hash.update(readFileSync(file));
  return hash.digest('hex');
}
