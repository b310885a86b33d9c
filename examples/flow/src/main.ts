import { Client } from '@las/client';
import { makeDocuments, uploadForTraining } from './documents.js';
import { runFlow } from './flow.js';
import { formatResults, formatSummary } from './report.js';
import { trainModel } from './train.js';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}`)));
}
const { signal } = stop;
const client = new Client(undefined, { signal });

const { training, unseen } = await makeDocuments();
console.log(`Training on ${training.length} documents…`);
const modelId = await trainModel(client, await uploadForTraining(client, training), signal);

console.log(`Sending ${unseen.length} others through the workflow…\n`);
const results = await runFlow(client, { modelId, documents: unseen, signal });
for (const line of [...formatResults(results), '', ...formatSummary(results)]) console.log(line);

const learned = await Promise.all(
  results.filter(({ checked }) => checked).map(({ documentId }) => client.getDocument(documentId)),
);
const count = learned.filter(({ groundTruth }) => groundTruth !== undefined && groundTruth.length > 0).length;
console.log(`${count} documents have ground truth now that had none: the next training learns from them.`);
