import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIfNeeded } from './build-if-needed.mjs';

/** Runs an example against a service of its own: on free ports, in a temporary folder that is removed at the end. */
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [name, ...args] = process.argv.slice(2);

buildIfNeeded();
const { ServiceProcess } = await import('../examples/demo/dist/service/service-process.js');
const { makeWorkspace, removeWorkspace } = await import('../examples/demo/dist/service/workspace.js');

const stop = new AbortController();
let example;
// A terminal sends Ctrl-C to the example as well; a second one makes no difference to it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stop.abort(new Error(`Stopped by ${signal}`));
    example?.kill('SIGTERM');
  });
}

/** The variables by which clients find their credentials, from the file that the service has written. */
function credentialsOf({ credentialsFile }, address) {
  const lines = readFileSync(credentialsFile, 'utf8').matchAll(/^(\w+) = (.*)$/gm);
  const values = Object.fromEntries([...lines].map(([, key, value]) => [`LAS_${key.toUpperCase()}`, value]));
  // Over HTTP, so that no certificate has to be trusted.
  return { ...values, LAS_AUTH_ENDPOINT: address };
}

const workspace = await makeWorkspace();
const service = await ServiceProcess.launch({
  entry: join(root, 'packages', 'server', 'dist', 'start', 'main.js'),
  workspace,
  onDeath: (error) => stop.abort(error),
});
stop.signal.addEventListener('abort', () => example?.kill('SIGTERM'));
try {
  const { http } = await service.ready(stop.signal);
  const env = { ...process.env, ...credentialsOf(workspace, http) };
  const entry = join(root, 'examples', name, 'dist', 'main.js');
  example = spawn(process.execPath, [entry, ...args], { stdio: 'inherit', env });
  process.exitCode = await new Promise((resolve) => example.once('exit', (code) => resolve(code ?? 1)));
  stop.signal.throwIfAborted();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await service.stop();
  await removeWorkspace(workspace);
}
