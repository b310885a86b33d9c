import { execFile } from 'node:child_process';
import { chmod, chown, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Account, chooseAccount } from './account.js';
import { type Binaries, prepareBinaries } from './binaries.js';
import { findNativeFolder, type NativeFolder, readLibraryLinks } from './native-folder.js';

const isRoot = process.getuid?.() === 0;
const systemPlace = '/var/cache/las';

let parent: string;
let native: NativeFolder;
let account: Account;

/** A second installation of the platform package, by npm with --ignore-scripts. */
beforeEach(async () => {
  account = await chooseAccount(undefined);
  parent = await mkdtemp(join(tmpdir(), 'las-native-'));
  await chmod(parent, 0o755);
  const installed = await findNativeFolder();
  const path = join(parent, 'package', 'native');
  const links = new Set((await readLibraryLinks(installed.path)).map((link) => link.path));
  const unneeded = /(\.a|pgxs|pkgconfig|timezone)$/;
  await cp(installed.path, path, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !links.has(source) && !unneeded.test(source),
  });
  native = { path, version: `0.0.0-test-${process.pid}` };
});

afterEach(async () => {
  await chmod(join(native.path, 'lib'), 0o755);
  await rm(parent, { recursive: true, force: true });
  if (isRoot) await rm(join(systemPlace, `postgresql-${native.version}`), { recursive: true, force: true });
});

const log = () => {};

test('library links that the install script did not make are made', async () => {
  const { folder, version } = await prepareBinaries({ account, home: parent, log, native });
  expect(folder).toBe(native.path);
  expect(version).toMatch(/^18\.\d+$/);
  for (const link of await readLibraryLinks(native.path)) expect((await lstat(link.path)).isSymbolicLink()).toBe(true);
});

test('a build that does not run is refused with the reason', async () => {
  await rm(join(native.path, 'bin', 'postgres'));
  await expect(prepareBinaries({ account, home: parent, log, native })).rejects.toThrow(/ENOENT.*DATABASE_URL/);
  expect(await readdir(parent)).toEqual(['package']);
});

describe.skipIf(isRoot)('as a plain user (skipped as root, who may write everywhere)', () => {
  test('read-only packages without links are copied into the data folder', async () => {
    await chmod(join(native.path, 'lib'), 0o555);
    const home = join(parent, 'home');
    await mkdir(join(home, 'postgresql-older'), { recursive: true });
    const { folder } = await prepareBinaries({ account, home, log, native });
    expect(folder).toBe(join(home, `postgresql-${native.version}`));
    expect(await readdir(home)).toEqual([`postgresql-${native.version}`]);
  });
});

describe.skipIf(!isRoot)('as root (needs root)', () => {
  test('packages that the account cannot read are copied once to where it can, whatever the umask', async () => {
    await chmod(parent, 0o700);
    const umask = process.umask(0o077);
    try {
      const first = await prepareBinaries({ account, home: parent, log, native });
      expect(first.folder).toBe(join(systemPlace, `postgresql-${native.version}`));
      const made = (await stat(first.folder)).ino;
      const second = await prepareBinaries({ account, home: parent, log, native });
      expect(second).toEqual(first);
      expect((await stat(second.folder)).ino).toBe(made);
    } finally {
      process.umask(umask);
    }
  });

  test('a user who may not write to packages without links gets a copy in the data folder', async () => {
    const home = join(parent, 'home');
    await mkdir(home);
    await chown(home, 12_345, 12_345);
    const { folder } = await prepareAs(12_345, home);
    expect(folder).toBe(join(home, `postgresql-${native.version}`));
    expect((await stat(folder)).uid).toBe(12_345);
    const links = await readLibraryLinks(native.path);
    for (const link of links) await expect(lstat(link.path)).rejects.toThrow(/ENOENT/);
    expect(await readFile(join(folder, 'share', 'postgresql', 'postgres.bki'), 'utf8')).not.toBe('');
  });
});

/** `prepareBinaries` in a process of another user. */
async function prepareAs(uid: number, home: string): Promise<Binaries> {
  const module = fileURLToPath(new URL('../../../dist/start/embedded-postgres/binaries.js', import.meta.url));
  const options = { account: { uid, gid: uid, listed: false, switched: false }, home, native };
  const code = `
    const { prepareBinaries } = await import(${JSON.stringify(module)});
    const binaries = await prepareBinaries({ ...${JSON.stringify(options)}, log() {} });
    console.log(JSON.stringify(binaries));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    uid,
    gid: uid,
    cwd: '/',
  });
  return JSON.parse(stdout);
}
