import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { type BenchmarkDocument, loadDocuments, spreadSample } from './documents-file.js';
import { loadFieldConfig } from './extraction/field-config.js';
import { formatTable } from './extraction/print-table.js';
import { type ReadDocument, runExtraction } from './extraction/run.js';
import { transcriptPages } from './extraction/transcript-pages.js';
import { readDocuments } from './read-documents.js';

const USAGE = `Usage: node dist/extraction.js --train FILE.jsonl --test FILE.jsonl --source transcript|image
  --train-size N    train on N documents of the training file, spread over it
  --fields FILE     field types as JSON, {label: {type, maxLength}}; else date and total by name, all others text
  --seed N          default 1
  --threads N       threads of the training; default one a core, at most 8
  --errors          print the answers that are wrong
  --json OUT        write the figures, in per cent`;

const { values: options } = parseArgs({
  options: {
    train: { type: 'string' },
    test: { type: 'string' },
    source: { type: 'string' },
    'train-size': { type: 'string' },
    fields: { type: 'string' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string' },
    errors: { type: 'boolean', default: false },
    json: { type: 'string' },
  },
});

if (!options.train || !options.test || (options.source !== 'transcript' && options.source !== 'image')) {
  console.error(USAGE);
  process.exit(2);
}
await main(options.train, options.test, options.source);

async function main(trainFile: string, testFile: string, source: 'transcript' | 'image'): Promise<void> {
  const all = await loadDocuments(trainFile);
  const size = Number(options['train-size'] ?? all.length);
  const train = await read(spreadSample(all, size), trainFile, source);
  const test = await read(await loadDocuments(testFile), testFile, source);
  const fields = await loadFieldConfig(options.fields, all);
  const measured = await runExtraction({
    train,
    test,
    fields,
    seed: Number(options.seed),
    ...(options.threads !== undefined && { threads: Number(options.threads) }),
    onProgress: (fraction, what) => showProgress(`training ${(100 * fraction).toFixed(0)} %: ${what}`),
  });
  showProgress('');
  const { result, outcomes, report, modelBytes, trainCpuSeconds } = measured;
  console.log(`${train.length} documents to learn from, ${test.length} to test on, from ${source}s`);
  console.log(formatTable(result));
  console.log(
    `training ${result.trainSeconds.toFixed(1)} s (${trainCpuSeconds.toFixed(1)} CPU s), ` +
      `extraction ${result.extractMsPerDocument.toFixed(2)} ms a document, ` +
      `model ${(modelBytes / 1e6).toFixed(2)} MB, ${report.documents.skipped.length} documents skipped`,
  );
  if (options.errors) {
    for (const { label, truth, value, confidence, comparison } of outcomes) {
      if (comparison.norm || (truth === null && value === null)) continue;
      console.log(
        `${label} ${(100 * confidence).toFixed(0)} %${comparison.near ? ' (near)' : ''}\n  ${truth}\n  ${value}`,
      );
    }
  }
  if (options.json) await writeFile(options.json, `${JSON.stringify(result, null, 2)}\n`);
}

async function read(
  documents: readonly BenchmarkDocument[],
  file: string,
  source: 'transcript' | 'image',
): Promise<ReadDocument[]> {
  if (source === 'transcript') return documents.map((document) => ({ document, pages: transcriptPages(document) }));
  const readings = await readDocuments(documents, dirname(file), {
    onProgress: (done, total) => showProgress(`reading ${done} of ${total} images`),
  });
  return documents.map((document) => ({ document, pages: readings.get(document.id)?.pages ?? [] }));
}

function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}
