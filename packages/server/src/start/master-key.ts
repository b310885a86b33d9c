import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError } from '../config.js';
import { writePrivateFile } from './private-file.js';

const keyBytes = 32;

function decode(text: string, source: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64');
  if (key.length !== keyBytes) throw new ConfigError(`${source} has to hold ${keyBytes} bytes in base64 or hex`);
  return key;
}

/** The key that secrets are encrypted with: as given, else from `master.key`, which the first start makes. */
export async function loadMasterKey(dataDir: string, given: string | null): Promise<Buffer> {
  if (given !== null) return decode(given, 'LAS_MASTER_KEY');
  const path = join(dataDir, 'master.key');
  const stored = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stored !== undefined) return decode(stored, path);
  const key = randomBytes(keyBytes);
  await writePrivateFile(path, `${key.toString('base64')}\n`);
  return key;
}
