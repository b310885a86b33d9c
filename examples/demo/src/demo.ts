import { Client, Credentials } from '@las/client';
import type { DemoOptions } from './arguments.js';
import type { DocumentSet } from './documents/document-set.js';
import { generateDocuments, generatedCount } from './documents/generated-documents.js';
import { fewestForTraining, loadOwnDocuments } from './documents/own-documents.js';
import {
  formatJudgements,
  formatPredictionTimes,
  formatRefused,
  formatSummary,
  formatTimings,
} from './output/report.js';
import { Stages } from './output/stages.js';
import type { Terminal } from './output/terminal.js';
import { ServiceProcess } from './service/service-process.js';
import { makeWorkspace, removeWorkspace, type Workspace } from './service/workspace.js';
import { judge } from './stages/judge.js';
import { predictDocuments } from './stages/predict.js';
import { type Trained, trainModel } from './stages/train.js';
import { type Refused, type Uploaded, uploadDocuments } from './stages/upload.js';
import { UserError } from './user-error.js';

export interface DemoContext {
  terminal: Terminal;
  /** The script that starts the service. */
  serviceEntry: string;
  /** Aborting it ends the demo; what it has started and made is cleared away all the same. */
  controller: AbortController;
}

interface Run {
  stages: Stages;
  terminal: Terminal;
  signal: AbortSignal;
  print(...lines: string[]): void;
}

/** Starts a service, trains a model on documents, and shows what it makes of documents that it has not seen. */
export async function runDemo(
  options: DemoOptions,
  { terminal, serviceEntry, controller }: DemoContext,
): Promise<void> {
  const run: Run = {
    stages: new Stages(terminal),
    terminal,
    signal: controller.signal,
    print(...lines) {
      for (const line of lines) terminal.stream.write(`${line}\n`);
    },
  };
  const documents = await getDocuments(options, run);
  const workspace = await makeWorkspace();
  const service = await ServiceProcess.launch({
    entry: serviceEntry,
    workspace,
    onDeath: (error) => controller.abort(error),
  });
  try {
    const { http: address } = await run.stages.run('Start the service', () => service.ready(run.signal));
    const client = new Client(Credentials.fromFile(workspace.credentialsFile), { signal: run.signal });
    const trained = await learn(client, documents, run);
    await tryOut(client, { documents, trained }, run);
    run.print('', ...formatTimings(run.stages.timings, terminal), '');
    if (options.keep) service.release();
    run.print(...(options.keep ? whereItIs({ address, workspace, service, trained }) : [hint]));
  } finally {
    if (!service.released) {
      await service.stop();
      await removeWorkspace(workspace);
    }
  }
}

const hint = 'npm run demo -- --keep leaves the service up, to look around in.';

async function getDocuments({ folder, seed }: DemoOptions, { stages, signal }: Run): Promise<DocumentSet> {
  if (folder !== null) return stages.run(`Load the documents of ${folder}`, () => loadOwnDocuments(folder));
  return stages.run(`Make up ${generatedCount} invoices and receipts`, (progress) =>
    generateDocuments(seed, { progress, signal }),
  );
}

async function learn(client: Client, { fields, training }: DocumentSet, run: Run): Promise<Trained> {
  const { batchId } = await client.createBatch({ name: 'Demo: to learn from' });
  const { uploaded, refused } = await run.stages.run(
    `Upload ${training.length} documents with their true values`,
    (progress) => uploadDocuments(client, training, { batchId, withTruth: true, progress }),
  );
  run.print(...formatRefused(refused));
  if (uploaded.length < fewestForTraining) {
    throw new UserError(`Only ${uploaded.length} documents can be used; at least ${fewestForTraining} are needed`);
  }
  const trained = await run.stages.run(`Train a model for ${Object.keys(fields).length} fields`, (progress) =>
    trainModel(client, fields, { batchId, progress, signal: run.signal }),
  );
  run.print(...formatRefused(skippedOf(trained, uploaded)));
  return trained;
}

/** What the training has left out, by the names of the documents. */
function skippedOf({ report }: Trained, uploaded: readonly Uploaded[]): Refused[] {
  const documents = new Map(uploaded.map(({ document, documentId }) => [documentId, document]));
  return report.documents.skipped.flatMap(({ documentId, reason }) => {
    const document = documents.get(documentId);
    return document ? [{ document, reason }] : [];
  });
}

async function tryOut(
  client: Client,
  { documents, trained }: { documents: DocumentSet; trained: Trained },
  run: Run,
): Promise<void> {
  const { unseen, fields } = documents;
  if (unseen.length === 0) {
    run.print('All documents were needed to train on: none is left to predict.');
    return;
  }
  const { batchId } = await client.createBatch({ name: 'Demo: to predict' });
  const { predicted, refused } = await run.stages.run(`Predict ${unseen.length} unseen documents`, (progress) =>
    predictDocuments(client, unseen, { modelId: trained.modelId, batchId, progress }),
  );
  run.print(...formatRefused(refused));
  const judgements = judge(predicted, { labels: Object.keys(fields), report: trained.report });
  run.print('', ...formatJudgements(judgements, run.terminal));
  run.print('', ...formatSummary(judgements, trained.report, run.terminal));
  run.print('', ...formatPredictionTimes(predicted));
}

function whereItIs(kept: {
  address: string;
  workspace: Workspace;
  service: ServiceProcess;
  trained: Trained;
}): string[] {
  const { address, workspace, service, trained } = kept;
  return [
    'The service stays up.',
    `  Address      ${address}   its reference: ${address}/docs`,
    `  Credentials  ${workspace.credentialsFile}`,
    `  Data         ${workspace.dataDir}`,
    `  Report       GET ${address}/v1/models/${trained.modelId}/trainings/${trained.trainingId}`,
    `  Stop it      kill ${service.pid}`,
    `  and then     rm -r ${workspace.folder}`,
  ];
}
