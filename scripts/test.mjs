import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Everything: builds, prepares what a suite needs and the machine lacks where that is allowed, runs all suites, and says in
 * its last lines what passed, failed and was skipped.
 */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(join(tmpdir(), 'las-test-'));

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options }).status === 0;
}

const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

/** Installs Debian's packages, when this is root on Debian. */
function install(...packages) {
  if (!mayInstall) return;
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  run('apt-get', ['update', '-qq'], { env: environment });
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env: environment });
}

const chromiumPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser suites need a Chromium. */
function prepareChromium() {
  if (!chromiumPaths.some(existsSync)) install('chromium');
  return chromiumPaths.find(existsSync);
}

/** The container suites start an engine and a registry of their own, and make their images of a static shell. */
function prepareContainers() {
  const programs = ['/usr/sbin/dockerd', '/usr/bin/docker-registry', '/usr/bin/htpasswd', '/bin/busybox'];
  const areThere = () => programs.every(existsSync);
  if (mayInstall && !areThere()) install('docker.io', 'docker-registry', 'apache2-utils', 'busybox-static');
  return mayInstall && areThere();
}

const suites = [
  { name: 'units and integration', config: 'vitest.config.ts' },
  { name: 'acceptance', config: 'acceptance/vitest.config.ts' },
];

function runSuite({ name, config }, environment) {
  process.stdout.write(`\n== ${name}\n`);
  const file = join(reports, `${config.replaceAll('/', '-')}.json`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  // The plain loader bundles nothing into node_modules, which may belong to somebody else.
  const args = [
    'run',
    '--config',
    config,
    '--configLoader=runner',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  const ok = run(process.execPath, [vitest, ...args], { env: environment });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return { ok, report };
}

if (!run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'])) process.exit(1);
const chromium = prepareChromium();
const hasContainers = prepareContainers();
const environment = { ...process.env, ...(chromium ? { LAS_TEST_CHROMIUM: chromium } : {}) };
const results = suites.map((suite) => runSuite(suite, environment));
rmSync(reports, { recursive: true, force: true });

const tests = results.flatMap(({ report }) => report?.testResults ?? []).flatMap((file) => file.assertionResults);
const count = (...statuses) => tests.filter((test) => statuses.includes(test.status)).length;
const skipped = tests.filter((test) => ['pending', 'skipped', 'todo'].includes(test.status));
process.stdout.write('\n');
if (!chromium)
  process.stdout.write('skipped: the browser suites, since there is no Chromium and this is not root on Debian\n');
if (!hasContainers)
  process.stdout.write(
    'skipped: the container suites, since there is no dockerd to start and this is not root on Debian\n',
  );
for (const test of skipped) process.stdout.write(`skipped: ${test.fullName}\n`);
const failed = count('failed');
process.stdout.write(`${count('passed')} passed, ${failed} failed, ${skipped.length} skipped\n`);
process.exit(results.every(({ ok }) => ok) && failed === 0 ? 0 : 1);
