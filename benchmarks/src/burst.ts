import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Credentials } from '@las/client';
import { generateSamples, sampleFields } from '@las/samples';
import { watchMemory } from './burst/process-memory.js';
import { callSteadily, percentile } from './burst/steady-calls.js';
import { startService } from './service/start-program.js';

/**
 * How the service bears many predictions at once: trains on generated documents, then asks for predictions of images that it
 * has not read, all at the same time, and meanwhile lists documents at a steady rate:
 * `npm run bench:burst [-- --predictions N] [--train N] [--every MS] [--json OUT]`.
 */
const { values } = parseArgs({
  options: {
    predictions: { type: 'string', default: '200' },
    train: { type: 'string', default: '30' },
    every: { type: 'string', default: '50' },
    json: { type: 'string' },
  },
});

async function trainModel(client: Client, count: number): Promise<string> {
  for await (const { content, contentType, groundTruth } of generateSamples({ seed: 1, count, kinds: ['pdf'] })) {
    await client.createDocument(content, contentType, { groundTruth });
  }
  const { modelId } = await client.createModel(640, 960, sampleFields);
  let training = await client.createTraining(modelId);
  while (training.status === 'queued' || training.status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 500));
    training = await client.getTraining(modelId, training.trainingId);
  }
  if (training.status !== 'succeeded') throw new Error(`the training ${training.status}: ${training.message}`);
  return modelId;
}

async function uploadImages(client: Client, count: number): Promise<string[]> {
  const ids: string[] = [];
  for await (const { content, contentType } of generateSamples({ seed: 2, count, kinds: ['photo'] })) {
    ids.push((await client.createDocument(content, contentType)).documentId);
  }
  return ids;
}

/** The lag of the service's event loop since the last look, as it tells it itself. */
async function loopLag(http: string): Promise<number> {
  const text = await (await fetch(`${http}/metrics`)).text();
  return Number(/^nodejs_eventloop_lag_p99_seconds (\S+)/m.exec(text)?.[1] ?? Number.NaN) * 1000;
}

async function measure(client: Client, service: { http: string; pid: number }, work: () => Promise<unknown>) {
  await loopLag(service.http);
  const memory = await watchMemory(service.pid);
  const calls = callSteadily(Number(values.every), async () => {
    await client.listDocuments({ maxResults: 20 });
  });
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const times = await calls.stop();
  const lag = await loopLag(service.http);
  return { seconds, times, lag, memory: memory.stop() };
}

const round = (number: number) => Math.round(number * 10) / 10;

function summarise(what: string, { times, lag, memory, seconds }: Awaited<ReturnType<typeof measure>>) {
  return {
    what,
    seconds: round(seconds),
    calls: times.length,
    'p50 ms': round(percentile(times, 0.5)),
    'p99 ms': round(percentile(times, 0.99)),
    'longest ms': round(times.at(-1) ?? Number.NaN),
    'loop lag p99 ms': round(lag),
    'most RSS MB': Math.max(...memory.map(({ rss }) => rss)),
  };
}

const folder = await mkdtemp(join(tmpdir(), 'las-bench-'));
const service = await startService({ folder });
try {
  const client = new Client(Credentials.fromFile(service.credentialsFile));
  const modelId = await trainModel(client, Number(values.train));
  const documentIds = await uploadImages(client, Number(values.predictions));
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5000));
  const idle = await measure(client, service, pause);
  const predictAll = () => Promise.all(documentIds.map((documentId) => client.createPrediction(documentId, modelId)));
  const burst = await measure(client, service, predictAll);
  const again = await measure(client, service, predictAll);
  const results = [summarise('idle', idle), summarise('images not read', burst), summarise('read before', again)];
  console.table(results);
  const rates = { unread: documentIds.length / burst.seconds, read: documentIds.length / again.seconds };
  console.log(`${round(rates.unread)} predictions/s of images, ${round(rates.read)} of what was read before`);
  console.log(`RSS in MB, by second: ${burst.memory.map(({ second, rss }) => `${second}:${rss}`).join(' ')}`);
  if (values.json)
    await writeFile(values.json, `${JSON.stringify({ results, rates, memory: burst.memory }, null, 2)}\n`);
} finally {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
}
