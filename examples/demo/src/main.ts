import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ClientException } from '@las/client';
import { readArguments, usage } from './arguments.js';
import { runDemo } from './demo.js';
import { paint, terminalOf } from './output/terminal.js';
import { Interrupted, UserError } from './user-error.js';

const serviceEntry = fileURLToPath(new URL('../../../packages/server/dist/start/main.js', import.meta.url));
const terminal = terminalOf(process.stdout, process.env);
const controller = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (!controller.signal.aborted) process.stderr.write('\nStopping…\n');
    controller.abort(new Interrupted(signal));
  });
}

try {
  const options = readArguments(process.argv.slice(2));
  if (options.help) console.log(usage);
  else await runDemo(options, { terminal, serviceEntry, controller });
} catch (error) {
  process.exitCode = error instanceof Interrupted ? 128 + constants.signals[error.signal] : 1;
  const isMishap = error instanceof UserError || error instanceof ClientException;
  const text = isMishap ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${paint(String(text), 'red', { color: process.stderr.isTTY === true && terminal.color })}\n`);
}
