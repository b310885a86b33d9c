import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** When the newest file below a folder was changed; 0 for an empty one. */
function newestChange(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return Math.max(0, ...files.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs));
}

function isStale(project) {
  const built = join(root, project, 'dist', '.tsbuildinfo');
  return !existsSync(built) || newestChange(join(root, project, 'src')) > statSync(built).mtimeMs;
}

/** Builds all packages when a source file is newer than what was built from it. Looking costs far less than asking the compiler. */
export function buildIfNeeded() {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'));
  if (!references.some(({ path }) => isStale(path))) return;
  process.stderr.write('building, once\n');
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}
