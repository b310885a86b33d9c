import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from '../files/file-errors.js';

/** Where files are written before they get their names; on the same filesystem as those. */
export interface Scratch {
  /** Writes the bytes to disk and hands their file to `publish`, which moves it away. */
  write(bytes: Uint8Array, publish: (draft: string) => Promise<void>): Promise<void>;
  /** Rejects when no file could be written now. */
  probe(): Promise<void>;
}

// No write takes that long, so it is nobody's any more.
const abandonedAfterMs = 60 * 60 * 1000;

/** Makes the folder and removes what killed processes left in it. */
export async function openScratch(folder: string): Promise<Scratch> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeAbandoned(folder);

  async function write(bytes: Uint8Array, publish: (draft: string) => Promise<void>): Promise<void> {
    const draft = join(folder, randomUUID());
    try {
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await publish(draft);
    } finally {
      // Gone already when it was published.
      await rm(draft, { force: true });
    }
  }

  return { write, probe: () => write(Buffer.from('probe'), async () => {}) };
}

async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const stats = await ifPresent(stat(path));
    // Another process may be writing right now.
    if (stats !== undefined && Date.now() - stats.mtimeMs > abandonedAfterMs) await rm(path, { force: true });
  }
}
