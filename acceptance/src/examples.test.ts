import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { images, invoice } from './service/documents.js';
import { checkedClient, newOrganization, service } from './service/organization.js';
import { cleanEnvironment } from './service/start-service.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const referenceFolder = join(root, 'docs', 'client');

async function readPrograms(): Promise<[string, string][]> {
  const pages = (await readdir(referenceFolder)).filter((name) => name.endsWith('.md'));
  const files = [...pages.map((name) => join(referenceFolder, name)), join(root, 'docs', 'workflows.md')];
  const programs = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(file, 'utf8');
      const titled = text.matchAll(/^#+ (?:Example of )?([^\n]*)\n+```ts\n(import .*?)^```/gms);
      return [...titled].map(([, title, program]): [string, string] => [title ?? '', program ?? '']);
    }),
  );
  return programs.flat();
}

const programs = await readPrograms();

describe.skipIf(!service)('the examples of the documentation', () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const credentials = await newOrganization();
    folder = await realpath(await mkdtemp(join(tmpdir(), 'las-examples-')));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'receipt.jpg'), images['image/jpeg']);
    await writeFile(join(folder, 'receipt.pdf'), invoice(1).pdf);
    env = {
      ...cleanEnvironment(),
      LAS_CLIENT_ID: credentials.clientId,
      LAS_CLIENT_SECRET: credentials.clientSecret,
      LAS_API_KEY: credentials.apiKey,
      LAS_AUTH_ENDPOINT: credentials.authEndpoint,
      LAS_API_ENDPOINT: credentials.apiEndpoint,
    };
    // One of each is there already, so that examples that go through a list have something to show.
    const client = checkedClient(credentials);
    await client.createUser('first@example.com');
    const { transitionId } = await client.createTransition('manual');
    const task = { Type: 'Task', Resource: transitionId, End: true };
    await client.createWorkflow({ definition: { StartAt: 'A', States: { A: task } } });
    await client.createModel(640, 640, { total: { type: 'amount', maxLength: 16 } });
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('are there for every method', () => {
    expect(programs.length).toBeGreaterThan(63);
  });

  it.each(programs)('%s runs', async (title, program) => {
    // The examples use no syntax that JavaScript lacks.
    const path = join(folder, `${title.replace(/\W/g, '-')}.mjs`);
    await writeFile(path, program);
    const outcome = await promisify(execFile)(process.execPath, [path], { cwd: folder, env }).then(
      () => 'done',
      (error: { stderr: string }) => error.stderr,
    );
    expect(outcome).toBe('done');
  });
});
