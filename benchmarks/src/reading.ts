import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import type { Reading } from '@las/reader';
import { DEGRADATIONS, type Degradation } from './degrade/degrade.js';
import { degradeDocuments, onOriginals, readDegraded } from './degrade/degraded-documents.js';
import { type BenchmarkDocument, loadDocuments, spreadSample } from './documents-file.js';
import { readDocuments } from './read-documents.js';
import { measureDocument } from './reading/measures.js';
import { formatReport, type ReadingReport, summarise } from './reading/report.js';

const USAGE = `Usage: node benchmarks/dist/reading.js --documents FILE.jsonl [--limit N] [--json OUT] [--threads N] [--degrade [KIND]]

Reads the images of a documents file and compares the words with the transcripts.
  --documents  one document a line: id, image (path from the file), width, height, groundTruth, lines
  --limit      read only so many documents, spread evenly over the file
  --json       write the measures to this file
  --threads    documents read at the same time; default: one a core
  --degrade    read degraded copies: ${DEGRADATIONS.join(', ')},
               mixed (another kind for each document) or, by default, all kinds one after the other`;

interface Options {
  documents: string;
  limit: number;
  json: string | undefined;
  threads: number;
  degrade: readonly (Degradation | 'mixed')[] | undefined;
}

/** Nothing comes from a cache here: CPU time and memory are part of what is measured. */
async function run({ documents: file, limit, json, threads, degrade }: Options): Promise<void> {
  const documents = spreadSample(await loadDocuments(file), limit);
  const options = { threads, cacheDir: false, onProgress } as const;
  if (degrade === undefined) {
    const report = await measure(documents, () => readDocuments(documents, dirname(file), options));
    console.log(`${documents.length} documents, ${threads} threads\n${formatReport(report)}`);
    if (json !== undefined) await writeFile(json, `${JSON.stringify(report, null, 2)}\n`);
    return;
  }
  const reports: Record<string, ReadingReport> = {};
  for (const kind of degrade) {
    const copies = await degradeDocuments(documents, dirname(file), kind);
    const read = async () => onOriginals(documents, copies, await readDegraded(documents, copies, options));
    reports[kind] = await measure(documents, read);
    console.log(`${kind}: ${documents.length} documents, ${threads} threads\n${formatReport(reports[kind])}\n`);
  }
  if (json !== undefined) await writeFile(json, `${JSON.stringify(reports, null, 2)}\n`);
}

async function measure(
  documents: readonly BenchmarkDocument[],
  read: () => Promise<Map<string, Reading>>,
): Promise<ReadingReport> {
  const before = process.cpuUsage();
  const readings = await read();
  const { user, system } = process.cpuUsage(before);
  return summarise(measureAll(documents, readings), {
    cpuSeconds: (user + system) / 1e6,
    pages: [...readings.values()].reduce((pages, reading) => pages + reading.pages.length, 0),
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  });
}

function measureAll(documents: readonly BenchmarkDocument[], readings: ReadonlyMap<string, Reading>) {
  return documents.flatMap((document) => {
    const reading = readings.get(document.id);
    return reading === undefined ? [] : [measureDocument(document, reading)];
  });
}

function onProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(done === total ? '\r\x1b[K' : `\r${done} of ${total}`);
}

function parseOptions(): Options {
  const { values } = parseArgs({
    args: withDegradeValue(process.argv.slice(2)),
    options: {
      documents: { type: 'string' },
      limit: { type: 'string' },
      json: { type: 'string' },
      threads: { type: 'string' },
      degrade: { type: 'string' },
    },
  });
  if (values.documents === undefined) throw new TypeError('--documents is needed');
  return {
    documents: values.documents,
    limit: positive('--limit', values.limit) ?? Number.POSITIVE_INFINITY,
    json: values.json,
    threads: positive('--threads', values.threads) ?? availableParallelism(),
    degrade: values.degrade === undefined ? undefined : degradationsOf(values.degrade),
  };
}

/** Its value may be left out, which `parseArgs` does not know. */
function withDegradeValue(args: readonly string[]): string[] {
  return args.flatMap((arg, index) => {
    const next = args[index + 1];
    return arg === '--degrade' && (next === undefined || next.startsWith('--')) ? [arg, 'all'] : [arg];
  });
}

function degradationsOf(text: string): readonly (Degradation | 'mixed')[] {
  if (text === 'all') return DEGRADATIONS;
  const kind = ([...DEGRADATIONS, 'mixed'] as const).find((name) => name === text);
  if (kind === undefined) throw new TypeError(`--degrade has to be all, mixed or one of ${DEGRADATIONS.join(', ')}`);
  return [kind];
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`${name} has to be a whole number from 1`);
  return value;
}

try {
  await run(parseOptions());
} catch (error) {
  // A wrong argument is a TypeError, of parseArgs as of ours.
  console.error(error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
