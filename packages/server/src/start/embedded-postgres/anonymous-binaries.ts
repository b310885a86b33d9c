import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const lookup = Buffer.from('\0getpwuid\0', 'latin1');
const substitute = Buffer.from('\0getpwent\0', 'latin1');

/**
 * initdb, and the single-user postgres that it runs, ask the system for the name of their uid and refuse to go on without
 * one, although they use it for a message only. Containers run under uids without a name (`--user 12345`), where nobody
 * may add one. So these get a copy of the two programs whose dynamic symbol `getpwuid` reads `getpwent`: same
 * length, same return type, and it answers the first entry of the password file. The database itself needs no
 * name and runs from the untouched programs.
 *
 * @param parent - a folder that the account can enter and run programs from
 * @param use - is called with a folder of `bin`, `lib` and `share`, which is removed afterwards
 */
export async function withAnonymousBinaries(
  folder: string,
  parent: string,
  use: (anonymous: string) => Promise<void>,
): Promise<void> {
  const copy = await mkdtemp(join(parent, 'las-initdb-'));
  try {
    await chmod(copy, 0o755);
    await mkdir(join(copy, 'bin'));
    await chmod(join(copy, 'bin'), 0o755);
    // The programs look for these beside the folder that they lie in.
    for (const name of ['lib', 'share']) await symlink(join(folder, name), join(copy, name));
    for (const name of ['initdb', 'postgres']) {
      const path = join(copy, 'bin', name);
      await writeFile(path, replaceLookup(await readFile(join(folder, 'bin', name)), name));
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
  substitute.copy(program, at);
  return program;
}
