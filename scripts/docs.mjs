import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { settings } from '../packages/server/dist/config.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const isCheck = process.argv.includes('--check');
const page = join(root, 'docs', 'operating.md');

/** The table of all flags and environment variables, from the one place that defines them. */
function settingsTable() {
  const rows = Object.values(settings).map(({ flag, env, value, fallback, text }) => {
    const name = flag === null ? '–' : `\`--${flag} ${value.replaceAll('|', '\\|')}\``;
    const preset = typeof fallback === 'function' ? 'cores' : fallback === '' ? '–' : `\`${fallback}\``;
    return `| ${name} | \`${env}\` | ${preset} | ${text} |`;
  });
  return ['| flag | environment | default | meaning |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

const before = readFileSync(page, 'utf8');
const after = before.replace(
  /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/,
  (_, open, close) => `${open}${settingsTable()}\n${close}`,
);
let stale = false;
if (after !== before) {
  if (isCheck) {
    process.stdout.write('docs/operating.md is out of date: npm run docs\n');
    stale = true;
  } else {
    writeFileSync(page, after);
  }
}

const reference = spawnSync(
  process.execPath,
  ['packages/client/scripts/dist/client-reference.js', ...(isCheck ? ['--check'] : [])],
  { cwd: root, stdio: 'inherit' },
);
process.exit(stale || reference.status !== 0 ? 1 : 0);
