import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { errorCode } from '../../files/file-errors.js';
import { type Account, AccountError, spawnIdentity } from './account.js';
import { copyNativeFolder } from './copy-native-folder.js';
import { findNativeFolder, type NativeFolder, restoreLibraryLinks } from './native-folder.js';

const run = promisify(execFile);

/** A PostgreSQL that the account can run. */
export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  readonly folder: string;
  /** As `postgres --version` says it, for example `18.4`. */
  readonly version: string;
}

export interface BinariesOptions {
  account: Account;
  /** Folder of our own, where a copy may lie that only this account needs. */
  home: string;
  log(message: string): void;
  native?: NativeFolder;
}

/**
 * The installed PostgreSQL where the account can run it; else a copy (55 MB, made once a version). One is needed when the
 * packages lie where the account may not read (below /root), or are read-only and lack their library links.
 */
export async function prepareBinaries(options: BinariesOptions): Promise<Binaries> {
  const native = options.native ?? (await findNativeFolder());
  const reasons: string[] = [];
  if (await restoreLibraryLinks(native.path)) {
    const installed = await tryBinaries(native.path, options.account, reasons);
    if (installed !== undefined) return installed;
    if (!(await isOnlyOutOfReach(native, options.account))) throw new UnusableBinariesError(options.account, reasons);
  } else {
    reasons.push(`${native.path}: library links are missing and cannot be made`);
  }
  for (const place of copyPlaces(options)) {
    const copied = await tryCopy({ native, place, account: options.account, log: options.log }, reasons);
    if (copied !== undefined) return copied;
  }
  throw new UnusableBinariesError(options.account, reasons);
}

class UnusableBinariesError extends Error {
  override readonly name = 'UnusableBinariesError';

  constructor(account: Account, reasons: string[]) {
    super(
      `PostgreSQL cannot be run as uid ${account.uid} (${reasons.join('; ')}): ` +
        'start as another user, or set DATABASE_URL to use another PostgreSQL',
    );
  }
}

/** Whether root itself can run what the account cannot; a copy would not mend anything else. */
async function isOnlyOutOfReach(native: NativeFolder, account: Account): Promise<boolean> {
  if (!account.switched) return false;
  return (await tryBinaries(native.path, { ...account, switched: false }, [])) !== undefined;
}

/** A root's copy stays root's, in a system folder: the data folder may lie where the account cannot read. */
function copyPlaces({ account, home }: BinariesOptions): string[] {
  return account.switched ? ['/var/cache/las', join(tmpdir(), 'las-cache')] : [home];
}

interface CopyOptions {
  native: NativeFolder;
  place: string;
  account: Account;
  log(message: string): void;
}

async function tryCopy(options: CopyOptions, reasons: string[]): Promise<Binaries | undefined> {
  const { native, place, account } = options;
  const copy = join(place, `postgresql-${native.version}`);
  try {
    await prepareCopyPlace(place);
    const existing = await tryBinaries(copy, account, []);
    if (existing !== undefined) return existing;
    options.log(`copying PostgreSQL ${native.version} to ${place}, where uid ${account.uid} can run it`);
    await rm(copy, { recursive: true, force: true });
    await copyNativeFolder(native.path, copy);
    if (!account.switched) await removeOtherCopies(place, copy);
  } catch (error) {
    reasons.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const copied = await tryBinaries(copy, account, reasons);
  if (copied === undefined) await rm(copy, { recursive: true, force: true });
  return copied;
}

/** What runs from here must not be somebody else's to write, which matters below a folder such as /tmp. */
async function prepareCopyPlace(place: string): Promise<void> {
  await mkdir(place, { recursive: true, mode: 0o755 });
  const stats = await lstat(place);
  if (!stats.isDirectory() || stats.uid !== process.getuid?.()) throw new Error('belongs to another user');
  await chmod(place, 0o755);
}

async function removeOtherCopies(place: string, kept: string): Promise<void> {
  for (const name of await readdir(place)) {
    const path = join(place, name);
    if (name.startsWith('postgresql-') && path !== kept) await rm(path, { recursive: true, force: true });
  }
}

/** Runs it: the one check that covers permissions, missing libraries and a foreign C library alike. */
async function tryBinaries(folder: string, account: Account, reasons: string[]): Promise<Binaries | undefined> {
  try {
    const { stdout } = await run(join(folder, 'bin', 'postgres'), ['--version'], {
      ...spawnIdentity(account),
      cwd: '/',
      env: {},
      timeout: 20_000,
    });
    const version = /(\d+(?:\.\d+)?)/.exec(stdout)?.[1];
    if (version !== undefined) return { folder, version };
    reasons.push(`${folder}: unexpected version ${JSON.stringify(stdout)}`);
  } catch (error) {
    if (account.switched && isSwitchRefused(error)) {
      throw new AccountError(
        `PostgreSQL refuses to run as root, and this process may not switch to uid ${account.uid}: ` +
          'start as another user, or set DATABASE_URL to use another PostgreSQL',
      );
    }
    reasons.push(`${folder}: ${error instanceof Error ? error.message.trim() : String(error)}`);
  }
  return undefined;
}

/** A container without CAP_SETUID says EPERM, one that maps too few users EINVAL; a forbidden program would say EACCES. */
function isSwitchRefused(error: unknown): boolean {
  return ['EPERM', 'EINVAL'].includes(errorCode(error) ?? '');
}
