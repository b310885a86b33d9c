import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const local = (name) => join(root, 'node_modules', '.bin', name);

/** What has to hold before a change lands, cheapest first. All of them run, so that one run shows all that is wrong. */
const checks = [
  ['format and lint', local('biome'), ['check', '--error-on-warnings']],
  ['types', local('tsc'), ['-b']],
  [
    'import boundaries',
    local('depcruise'),
    ['--config', '.dependency-cruiser.cjs', 'packages', 'acceptance', 'benchmarks', 'examples'],
  ],
  ['generated documents', process.execPath, ['scripts/docs.mjs', '--check']],
];

const failed = checks.filter(([name, command, args]) => {
  process.stdout.write(`\n== ${name}\n`);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status !== 0;
});
if (failed.length > 0) {
  process.stdout.write(`\nfailed: ${failed.map(([name]) => name).join(', ')}\n`);
  process.exit(1);
}
process.stdout.write('\nall checks passed\n');
