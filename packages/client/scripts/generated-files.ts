import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Text by path. */
export type GeneratedFiles = ReadonlyMap<string, string>;

function currentText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function strayFiles(folder: string, files: GeneratedFiles): string[] {
  try {
    return readdirSync(folder)
      .map((name) => join(folder, name))
      .filter((path) => !files.has(path));
  } catch {
    return [];
  }
}

/**
 * Writes generated files; with `--check` on the command line only says which are out of date, and fails. Other files in
 * `folder`, when one is given, are left over from an earlier run.
 */
export function writeOrCheck(files: GeneratedFiles, options: { folder?: string; command: string }): void {
  const changed = [...files].filter(([path, text]) => currentText(path) !== text).map(([path]) => path);
  const stray = options.folder === undefined ? [] : strayFiles(options.folder, files);
  if (process.argv.includes('--check')) {
    for (const path of [...changed, ...stray]) console.error(`${path} is out of date: run ${options.command}`);
    if (changed.length + stray.length > 0) process.exitCode = 1;
    return;
  }
  for (const path of stray) rmSync(path);
  for (const path of changed) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, files.get(path) ?? '');
  }
}
