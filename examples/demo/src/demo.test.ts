import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runDemo } from './demo.js';

let folder: string;
let temporary: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'las-demo-test-'));
  temporary = path.join(folder, 'tmp');
  await mkdir(temporary);
  vi.stubEnv('TMPDIR', temporary);
  await mkdir(path.join(folder, 'documents'));
  for (let index = 0; index < 6; index += 1) {
    await writeFile(path.join(folder, 'documents', `${index}.pdf`), 'x');
    await writeFile(path.join(folder, 'documents', `${index}.json`), '{"total": "1.00"}');
  }
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

/** Runs the demo on the folder's documents with a program in the service's place. */
async function demoWith(program: string, { keep = false, controller = new AbortController() } = {}): Promise<string> {
  const serviceEntry = path.join(folder, 'service.mjs');
  await writeFile(serviceEntry, program);
  const stream = new PassThrough();
  const options = { folder: path.join(folder, 'documents'), keep, seed: 1, help: false };
  await runDemo(options, { terminal: { stream, width: 80, color: false }, serviceEntry, controller });
  return String(stream.read());
}

test('a service that does not start ends the demo, and its folder is removed', async () => {
  await expect(demoWith(`console.error('port taken'); process.exit(1);`)).rejects.toThrow(
    /ended with code 1.*\nport taken/,
  );
  expect(await readdir(temporary)).toEqual([]);
});

test('a failure after the start stops the service and removes its folder, even with --keep', async () => {
  const program = `console.log('las ready: http://127.0.0.1:1 https://127.0.0.1:2');
    setInterval(() => undefined, 1000);`;
  await expect(demoWith(program, { keep: true })).rejects.toMatchObject({ name: 'MissingCredentials' });
  expect(await readdir(temporary)).toEqual([]);
});

test('stopping the demo stops the service and removes its folder', async () => {
  const controller = new AbortController();
  const program = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => undefined, 1000);`;
  const running = demoWith(program, { controller });
  await vi.waitFor(async () => expect(await readdir(temporary)).toHaveLength(1));
  controller.abort(new Error('stopped by Ctrl-C'));
  await expect(running).rejects.toThrow('stopped by Ctrl-C');
  expect(await readdir(temporary)).toEqual([]);
});
