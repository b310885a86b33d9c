import { execFile } from 'node:child_process';
import { readFile, readlink, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from './cluster.js';

const run = promisify(execFile);

/**
 * A setting without effect that marks our PostgreSQL in the list of processes. The folder's inode tells a moved data folder
 * (the same cluster) from a copied one (another cluster with a copied pid file).
 */
export async function markSettings(cluster: Cluster): Promise<Record<string, string>> {
  return { 'las.folder': cluster.folder, 'las.inode': await inodeOf(cluster) };
}

/** Whether the process is a PostgreSQL of this very cluster, and not a stranger to whom the id has passed on. */
export async function isPostmasterOf(cluster: Cluster, pid: number): Promise<boolean> {
  const words = await readCommandLine(pid);
  if (basename(words[0] ?? '') !== 'postgres') return false;
  if (words.includes(`las.inode=${await inodeOf(cluster)}`)) return true;
  // Somebody may have started it by hand; /proc tells its folder unless a container's rules forbid to look.
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  return folder === cluster.data;
}

async function inodeOf(cluster: Cluster): Promise<string> {
  const { dev, ino } = await stat(cluster.data, { bigint: true });
  return `${dev}:${ino}`;
}

/** The words that a process was started with; none when it is gone (or a zombie). */
async function readCommandLine(pid: number): Promise<string[]> {
  try {
    if (process.platform === 'linux') return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
    const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]);
    return stdout.trim().split(' ');
  } catch {
    return [];
  }
}
