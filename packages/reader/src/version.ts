import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// Raised by hand with each change of code, here or in the layout, that can change a reading.
const REVISION = 1;

const { dependencies } = createRequire(import.meta.url)('../package.json') as { dependencies: Record<string, string> };
// Packages of this repository change without a version; the revision counts for them, too.
const foreign = Object.entries(dependencies).filter(([name]) => !name.startsWith('@las/'));

/**
 * Identifies everything that changes what is read from the same bytes with the same options: this package's code, its
 * models and its decoders. Belongs into the key of a cache, beside the document's hash and the {@link ReadOptions}.
 */
export const readerVersion = `${REVISION}-${createHash('sha256')
  .update(JSON.stringify(Object.fromEntries(foreign)))
  .digest('hex')
  .slice(0, 8)}`;
