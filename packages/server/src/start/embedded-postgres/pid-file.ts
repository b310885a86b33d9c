import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from '../../files/file-errors.js';
import type { Cluster } from './cluster.js';

/** What PostgreSQL says of itself in `postmaster.pid`, for pg_ctl and its like. */
export interface PidFile {
  readonly pid: number | undefined;
  /** As it was configured, so it may be relative to the data directory. */
  readonly socketFolder: string | undefined;
  /** `starting`, `ready`, `stopping`, … */
  readonly state: string | undefined;
}

/** All undefined where PostgreSQL does not run, or had no time to write the file. */
export async function readPidFile(cluster: Cluster): Promise<PidFile> {
  const text = await ifPresent(readFile(join(cluster.data, 'postmaster.pid'), 'utf8'));
  const lines = text?.split('\n') ?? [];
  const pid = Number(lines[0]);
  return {
    pid: Number.isSafeInteger(pid) && pid > 1 ? pid : undefined,
    socketFolder: lines[4],
    state: lines[7]?.trim(),
  };
}

export function isReadyAs(pid: number, file: PidFile): boolean {
  return file.pid === pid && file.state === 'ready';
}
