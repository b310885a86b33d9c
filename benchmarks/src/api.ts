import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client, Credentials } from '@las/client';
import { startEmbeddedPostgres } from '@las/server/embedded-postgres';
import autocannon from 'autocannon';
import pg from 'pg';
import { type Child, startProgram, startService } from './service/start-program.js';

/**
 * Requests a second of the service against a bare Fastify route that does the same single query, in turns within one run:
 * `npm run bench:api [-- --seconds N] [--rounds N] [--json OUT]`.
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

const connections = 16;
const smallDocument = Buffer.from(`%PDF-1.4\n%${' '.repeat(900)}\n%%EOF\n`);

async function requestsPerSecond(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({ url, headers, connections, duration: Number(values.seconds) });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors`);
  }
  return result.requests.average;
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

interface Target {
  name: string;
  ours: string;
  bare: string;
}

async function compare(target: Target, headers: Record<string, string>) {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < Number(values.rounds); round++) {
    ours.push(await requestsPerSecond(target.ours, headers));
    bare.push(await requestsPerSecond(target.bare, {}));
  }
  const ratios = ours.map((rate, index) => rate / (bare[index] ?? Number.NaN));
  return { name: target.name, ours: median(ours), bare: median(bare), ratio: median(ratios) };
}

const bareScript = join(dirname(fileURLToPath(import.meta.url)), 'api/bare-server.js');
const folder = await mkdtemp(join(tmpdir(), 'las-bench-'));
const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => {} });
const running: Child[] = [];
try {
  const service = await startService({ folder, environment: { DATABASE_URL: postgres.url } });
  running.push(service);
  const credentials = Credentials.fromFile(service.credentialsFile);
  const client = new Client(credentials);
  const document = await client.createDocument(smallDocument, 'application/pdf');
  for (let index = 0; index < 100; index++) await client.createBatch({ name: `batch ${index}` });

  const database = new pg.Client({ connectionString: postgres.url });
  await database.connect();
  const { rows } = await database.query('select id from organizations');
  await database.end();
  const bare = await startProgram(bareScript, [postgres.url, rows[0].id], {}, /^(http\S+)/);
  running.push(bare);

  const ourBase = `${service.http}/v1`;
  const bareBase = String(bare.firstMatch[1]);
  const targets: Target[] = [
    {
      name: 'GET /documents/{id}',
      ours: `${ourBase}/documents/${document.documentId}`,
      bare: `${bareBase}/documents/${document.documentId}`,
    },
    { name: 'GET /batches (100)', ours: `${ourBase}/batches`, bare: `${bareBase}/batches` },
  ];
  const headers = { authorization: `Bearer ${await credentials.accessToken}`, 'x-api-key': credentials.apiKey };
  const results = [];
  for (const target of targets) results.push(await compare(target, headers));
  console.table(results);
  if (values.json) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
} finally {
  for (const child of running) await child.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
