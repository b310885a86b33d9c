import { open } from 'node:fs/promises';

/** Brings a folder's entries to disk: a file that was made, renamed or removed stays so after a loss of power. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
