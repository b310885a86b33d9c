import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Account } from './account.js';

const lookup = Buffer.from('\0getpwuid\0', 'latin1');
const substitute = Buffer.from('\0getpwent\0', 'latin1');

/** Whether initdb works from the folder for the account; else it needs `withInitdbCopy`. */
export function canInitializeFrom(folder: string, account: Account): boolean {
  return account.listed && isPlainPath(folder);
}

/** initdb hands its own path to a shell, within double quotes, and has room for 1024 bytes. */
function isPlainPath(path: string): boolean {
  return !/["$`\\]/.test(path) && Buffer.byteLength(path) < 900;
}

export interface InitdbCopyOptions {
  /** Folder with `bin`, `lib` and `share`. */
  folder: string;
  account: Account;
  /** A folder of the account's own, unless it is another account than ours. */
  home: string;
}

/**
 * Calls `use` with a short-lived folder of `bin`, `lib` and `share` from which initdb works for the account.
 *
 * initdb, and the single-user postgres that it runs, ask the system for the name of their uid and refuse to go on without
 * one, although they use it for a message only. Containers run under uids without a name (`--user 12345`), where nobody
 * may add one. So these get programs whose dynamic symbol `getpwuid` reads `getpwent`: same length, same return
 * type, and it answers the first entry of the password file. The database itself needs no name and runs from the
 * untouched programs.
 */
export async function withInitdbCopy(
  options: InitdbCopyOptions,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const { folder, account, home } = options;
  const parent = !account.switched && isPlainPath(home) ? home : tmpdir();
  const copy = await mkdtemp(join(parent, 'las-initdb-'));
  try {
    await mkdir(join(copy, 'bin'));
    for (const made of [copy, join(copy, 'bin')]) await chmod(made, 0o755);
    // The programs look for these beside the folder that they lie in.
    for (const name of ['lib', 'share']) await symlink(join(folder, name), join(copy, name));
    for (const name of ['initdb', 'postgres']) {
      const program = await readFile(join(folder, 'bin', name));
      const path = join(copy, 'bin', name);
      await writeFile(path, account.listed ? program : replaceLookup(program, name));
      await chmod(path, 0o755);
    }
    await use(copy);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

function replaceLookup(program: Buffer, name: string): Buffer {
  const at = program.indexOf(lookup);
  if (at < 0 || program.indexOf(lookup, at + 1) >= 0) {
    throw new Error(`This build of ${name} cannot run under a uid that the password file does not list`);
  }
  const changed = Buffer.from(program);
  substitute.copy(changed, at);
  return changed;
}
