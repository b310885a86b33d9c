import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

// Raised by hand with each change of code that can change a reading.
const REVISION = 1;

const { dependencies } = createRequire(import.meta.url)('../package.json') as { dependencies: Record<string, string> };

/**
 * Identifies everything that changes what is read from the same bytes with the same options: this package's code, its
 * models and its decoders. Belongs into the key of a cache, beside the document's hash and the {@link ReadOptions}.
 */
export const readerVersion = `${REVISION}-${createHash('sha256').update(JSON.stringify(dependencies)).digest('hex').slice(0, 8)}`;
