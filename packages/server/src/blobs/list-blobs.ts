import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, ifPresent } from '../files/file-errors.js';

const shardName = /^[0-9a-f]{2}$/;
const blobName = /^[0-9a-f]{64}$/;

/** Walks a blob folder without holding its names in memory; files may come and go meanwhile. */
export async function* listBlobs(root: string): AsyncGenerator<{ hash: string; modified: Date }> {
  for await (const first of namesIn(root, shardName)) {
    for await (const second of namesIn(join(root, first), shardName)) {
      const shard = join(root, first, second);
      for await (const hash of namesIn(shard, blobName)) {
        const stats = await ifPresent(stat(join(shard, hash)));
        if (stats !== undefined) yield { hash, modified: stats.mtime };
      }
    }
  }
}

async function* namesIn(folder: string, pattern: RegExp): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(folder)) {
      if (pattern.test(entry.name)) yield entry.name;
    }
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
