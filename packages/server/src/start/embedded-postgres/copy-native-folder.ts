import { chmod, copyFile, lstat, mkdir, open, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode, ifPresent } from '../../files/file-errors.js';
import { readLibraryLinks } from './native-folder.js';

/** Copies PostgreSQL, its missing library links included, so that `copy` is there whole or not at all. */
export async function copyNativeFolder(native: string, copy: string): Promise<void> {
  const draft = `${copy}.new-${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await copyTree(native, draft);
  for (const link of await readLibraryLinks(native)) {
    const path = join(draft, 'lib', basename(link.path));
    if ((await ifPresent(lstat(path))) === undefined) await symlink(basename(link.target), path);
  }
  for (const name of await readdir(join(draft, 'bin'))) await chmod(join(draft, 'bin', name), 0o755);
  await moveIntoPlace(draft, copy);
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  // Not left to mkdir's mode, which the umask narrows: another account has to get in.
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (isForDevelopers(entry.name)) continue;
    if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else await copyDurably(source, target);
  }
}

/** Static libraries and headers of extensions, which no server needs. */
function isForDevelopers(name: string): boolean {
  return name === 'pgxs' || name === 'pkgconfig' || name.endsWith('.a');
}

/** Without the fsync a power loss can leave an empty file behind a complete name. */
async function copyDurably(source: string, target: string): Promise<void> {
  await copyFile(source, target);
  await chmod(target, (await lstat(source)).mode & 0o100 ? 0o755 : 0o644);
  const file = await open(target, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function moveIntoPlace(draft: string, copy: string): Promise<void> {
  try {
    await rename(draft, copy);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another server of this machine was faster with the same copy.
    if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error;
  }
}
