import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Credentials, type Training } from '@las/client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { collect } from './service/collect.js';
import { crash, randomNumbers, victims } from './service/crashes.js';
import { invoice } from './service/documents.js';
import { service as sharedService } from './service/organization.js';
import { type StartedService, startServiceIn } from './service/start-service.js';
import { type Acknowledged, Uploads, untilAnswered } from './service/uploads.js';

/** `LAS_CRASHES` says how often the service is killed, `LAS_CRASH_SEED` repeats the moments of a run. */
const crashes = Number(process.env.LAS_CRASHES ?? 3);
const seed = Number(process.env.LAS_CRASH_SEED ?? Date.now() % 1_000_000);
const random = randomNumbers(seed);

const trainingDocuments = 40;
const trainingPatience = 120_000;
const timeout = 2 * trainingPatience;
/** The same two values under several labels: a training takes some seconds then, long enough to be killed in. */
const copies = Array.from({ length: 8 }, (_, index) => index);
const fieldConfig = Object.fromEntries(
  copies.flatMap((copy) => [
    [`total_${copy}`, { type: 'amount' as const, maxLength: 16 }],
    [`date_${copy}`, { type: 'date' as const, maxLength: 10 }],
  ]),
);

let folder: string;
let service: StartedService;
let client: Client;
let modelId: string;
let trainingBatch: string;
let uploads: Uploads;
const trainings: Training[] = [];
const tally = { kills: 0, duringTraining: 0 };

/** The addresses are others after a restart. It does not retry by itself, so that every failure is seen. */
function connect(): void {
  client = new Client(Credentials.fromFile(service.credentialsFile), { maxRetries: 0, timeout: 30_000 });
}

beforeAll(async () => {
  if (!sharedService) return;
  folder = await mkdtemp(join(tmpdir(), 'las-crash-'));
  service = await startServiceIn(folder);
  connect();
  const { batchId } = await client.createBatch();
  uploads = new Uploads(() => client, batchId);
  ({ batchId: trainingBatch } = await client.createBatch());
  for (let number = 1; number <= trainingDocuments; number++) {
    const { pdf, truth } = invoice(number);
    const groundTruth = copies.flatMap((copy) =>
      Object.entries(truth).map(([label, value]) => ({ label: `${label}_${copy}`, value })),
    );
    await client.createDocument(pdf, 'application/pdf', { batchId: trainingBatch, groundTruth });
  }
  ({ modelId } = await client.createModel(640, 960, fieldConfig));
});

afterAll(async () => {
  if (!sharedService) return;
  await uploads.stop().finally(() => service.stop());
  await rm(folder, { recursive: true, force: true });
  const figures = { seed, ...tally, acknowledged: uploads.acknowledged.length, unanswered: uploads.unanswered };
  console.log(JSON.stringify({ ...figures, trainings: trainings.map(({ status }) => status) }));
});

async function startTraining(): Promise<Training> {
  const idempotencyKey = randomUUID();
  return untilAnswered(() => client.createTraining(modelId, { batchIds: [trainingBatch] }, { idempotencyKey }));
}

/** Looks at a training until something is so. */
async function look(training: Training, isEnough: (training: Training) => boolean): Promise<Training> {
  const deadline = Date.now() + trainingPatience;
  while (Date.now() < deadline) {
    const now = await untilAnswered(() => client.getTraining(modelId, training.trainingId));
    if (isEnough(now)) return now;
    await pause(10);
  }
  return expect.fail(`${training.trainingId} takes more than ${trainingPatience} ms:\n${service.output()}`);
}

const hasEnded = ({ status }: Training) => status !== 'queued' && status !== 'running';

/** Those of the documents that are not as they were uploaded. */
async function lostOf(documents: readonly Acknowledged[]): Promise<string[]> {
  const lost: string[] = [];
  for (const { documentId, content } of documents) {
    const { content: kept } = await untilAnswered(() => client.getDocument(documentId));
    if (!Buffer.from(kept ?? '', 'base64').equals(content)) lost.push(documentId);
  }
  return lost;
}

describe.skipIf(!sharedService)(`a service that is killed (LAS_CRASH_SEED=${seed})`, () => {
  const kills = Array.from({ length: crashes }, (_, index) => ({
    number: index + 1,
    victim: victims[index % victims.length] ?? 'both',
    progress: Number((0.8 * random()).toFixed(2)),
  }));

  it.for(kills)(
    'goes on where it was: $number, $victim in a training at $progress',
    { timeout },
    async ({ victim, progress }) => {
      const before = uploads.acknowledged.length;
      uploads.start();
      await vi.waitUntil(() => uploads.acknowledged.length > before, { timeout: 10_000, interval: 10 });
      const training = await startTraining();
      const atKill = await look(
        training,
        (now) => hasEnded(now) || (now.status === 'running' && now.progress >= progress),
      );
      if (!hasEnded(atKill)) tally.duringTraining += 1;
      const promised = uploads.acknowledged.slice(before);
      service = await crash(service, victim, folder);
      tally.kills += 1;
      connect();
      expect(promised.length).toBeGreaterThan(0);
      expect(await lostOf(promised)).toEqual([]);
      await uploads.stop();
      const ended = await look(training, hasEnded);
      trainings.push(ended);
      expect(ended).toMatchObject({
        status: 'succeeded',
        report: { documents: { used: trainingDocuments, skipped: [] } },
      });
    },
  );

  it('has each document once, as it was uploaded', { timeout }, async () => {
    const { acknowledged, batchId } = uploads;
    const listed = await collect(client.listDocuments({ batchId, maxResults: 1000 }));
    expect(listed.map(({ documentId }) => documentId).sort()).toEqual(
      acknowledged.map(({ documentId }) => documentId).sort(),
    );
    expect(await lostOf(acknowledged)).toEqual([]);
    expect(tally.duringTraining).toBeGreaterThan(0);
  });
});
