import type { Stats } from 'node:fs';
import { chown, lstat, readdir, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { ifPresent } from '../../files/file-errors.js';

/** Whom PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  /** Whether the password file knows the uid; initdb refuses to run otherwise. */
  readonly listed: boolean;
  /** Whether it is another account than this process's own. */
  readonly switched: boolean;
}

export class AccountError extends Error {
  override readonly name = 'AccountError';
}

const preferredNames = ['postgres', '_postgres', 'nobody'];
const lastResort = { uid: 65534, gid: 65534 };

/**
 * PostgreSQL refuses to run as root, so root steps down: to the owner of a cluster that exists, else to a system
 * account. Everybody else runs it as themselves.
 */
export async function chooseAccount(cluster: Stats | undefined): Promise<Account> {
  if (process.getuid === undefined || process.getgid === undefined) {
    throw new AccountError('The embedded PostgreSQL runs on Linux and macOS; set DATABASE_URL to use another one');
  }
  const uid = process.getuid();
  if (uid === 0) return accountForRoot(cluster);
  if (cluster !== undefined && cluster.uid !== uid) {
    throw new AccountError(
      `The database was made by uid ${cluster.uid} and this process runs as uid ${uid}: start it as that user or as root`,
    );
  }
  return { uid, gid: process.getgid(), listed: isOwnAccountListed(), switched: false };
}

async function accountForRoot(cluster: Stats | undefined): Promise<Account> {
  const entries = parsePasswordFile((await ifPresent(readFile('/etc/passwd', 'utf8'))) ?? '');
  // A cluster that belongs to root was restored from a backup: it goes to a system account again.
  if (cluster !== undefined && cluster.uid !== 0) {
    const listed = entries.some((entry) => entry.uid === cluster.uid);
    return { uid: cluster.uid, gid: cluster.gid, listed, switched: true };
  }
  for (const name of preferredNames) {
    const entry = entries.find((candidate) => candidate.name === name && candidate.uid > 0);
    if (entry !== undefined) return { uid: entry.uid, gid: entry.gid, listed: true, switched: true };
  }
  return { ...lastResort, listed: false, switched: true };
}

interface PasswordEntry {
  name: string;
  uid: number;
  gid: number;
}

function parsePasswordFile(text: string): PasswordEntry[] {
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length >= 4)
    .map((parts) => ({ name: parts[0] ?? '', uid: Number(parts[2]), gid: Number(parts[3]) }));
}

function isOwnAccountListed(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

/** What `spawn` needs to start a program as the account. */
export function spawnIdentity(account: Account): { uid?: number; gid?: number } {
  return account.switched ? { uid: account.uid, gid: account.gid } : {};
}

/** Makes the account the owner of a file, or of a folder and all that is in it. */
export async function giveTo(path: string, account: Account): Promise<void> {
  if (!account.switched) return;
  const stats = await lstat(path);
  if (stats.isSymbolicLink()) return;
  if (stats.isDirectory()) {
    for (const name of await readdir(path)) await giveTo(join(path, name), account);
  }
  if (stats.uid !== account.uid || stats.gid !== account.gid) await chown(path, account.uid, account.gid);
}
