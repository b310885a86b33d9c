import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ConfigError } from '../config.js';

const keyBytes = 32;

function decode(text: string, source: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? 'hex' : 'base64');
  if (key.length !== keyBytes) throw new ConfigError(`${source} has to hold ${keyBytes} bytes in base64 or hex`);
  return key;
}

/** Writes a file that only its owner may read, whole or not at all, and durably. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  const folder = await open(dirname(path), 'r');
  await folder.sync().finally(() => folder.close());
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
