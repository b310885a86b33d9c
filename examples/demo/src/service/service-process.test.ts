import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { UserError } from '../user-error.js';
import { ServiceProcess } from './service-process.js';

let folder: string;
let service: ServiceProcess | undefined;
let deaths: UserError[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'las-service-'));
  deaths = [];
});

afterEach(async () => {
  await service?.stop();
  await rm(folder, { recursive: true });
});

/** Starts a program in the service's place. */
async function launch(program: string): Promise<ServiceProcess> {
  const entry = path.join(folder, 'program.mjs');
  await writeFile(entry, program);
  service = await ServiceProcess.launch({
    entry,
    workspace: {
      folder,
      dataDir: path.join(folder, 'data'),
      credentialsFile: path.join(folder, 'credentials.cfg'),
      logFile: path.join(folder, 'service.log'),
    },
    onDeath: (error) => deaths.push(error),
  });
  return service;
}

const runOn = 'setInterval(() => undefined, 1000);';
const ready = `console.log('las ready: http://127.0.0.1:4001 https://127.0.0.1:4002');`;
const never = new AbortController().signal;

function isAlive(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the service', () => {
  test('is ready when it says so, among other lines', async () => {
    const { http, https } = await (await launch(`console.log('{"msg":"hello"}'); ${ready} ${runOn}`)).ready(never);
    expect([http, https]).toEqual(['http://127.0.0.1:4001', 'https://127.0.0.1:4002']);
  });

  test('is told free ports and its own folders, and nothing of the settings of another service', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://elsewhere');
    vi.stubEnv('LAS_PORT', '80');
    const report = `import { writeFileSync } from 'node:fs';
      const { DATABASE_URL, LAS_PORT, PATH } = process.env;
      writeFileSync(${JSON.stringify(path.join(folder, 'seen.json'))}, JSON.stringify({ args: process.argv.slice(2), DATABASE_URL, LAS_PORT, PATH }));`;
    await (await launch(`${report} ${ready} ${runOn}`)).ready(never);
    vi.unstubAllEnvs();
    expect(JSON.parse(await readFile(path.join(folder, 'seen.json'), 'utf8'))).toEqual({
      args: [
        ...['--port', '0', '--https-port', '0', '--host', '127.0.0.1'],
        ...['--data-dir', path.join(folder, 'data'), '--credentials-file', path.join(folder, 'credentials.cfg')],
      ],
      PATH: process.env.PATH,
    });
  });

  test('that dies is reported with its last lines', async () => {
    await launch(`console.error('no room on the disk'); process.exit(3);`);
    await vi.waitFor(() => expect(deaths).toHaveLength(1));
    expect(deaths[0]?.message).toBe('The service ended with code 3. Its last lines:\nno room on the disk');
  });

  test('is told to stop by SIGTERM, and waited for', async () => {
    const stopping = `process.on('SIGTERM', () => { console.log('stopped in order'); process.exit(0); });`;
    const started = await launch(`${stopping} ${ready} ${runOn}`);
    await started.ready(never);
    await started.stop();
    expect(isAlive(started.pid)).toBe(false);
    expect(await readFile(path.join(folder, 'service.log'), 'utf8')).toContain('stopped in order');
    expect(deaths).toEqual([]);
  });

  test('may be stopped twice, and after it has died', async () => {
    const started = await launch('');
    await vi.waitFor(() => expect(deaths).toHaveLength(1));
    await started.stop();
    await started.stop();
  });

  test('is waited for no longer when the demo is stopped', async () => {
    const controller = new AbortController();
    const waiting = (await launch(runOn)).ready(controller.signal);
    controller.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
  });

  test('that is released lives on', async () => {
    const started = await launch(`${ready} ${runOn}`);
    await started.ready(never);
    started.release();
    expect(started.released).toBe(true);
    expect(isAlive(started.pid)).toBe(true);
  });
});
