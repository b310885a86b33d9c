import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readerVersion } from '@las/reader';
import { measureFiles } from './accuracy/measure-files.js';
import { measureGenerated } from './accuracy/measure-generated.js';
import { type AccuracyOptions, parseOptions, USAGE } from './accuracy/options.js';
import { drawPlots } from './accuracy/plots.js';
import type { AccuracyResult } from './accuracy/result.js';
import { formatResult } from './accuracy/tables.js';
import { loadDocuments } from './documents-file.js';
import { loadFieldConfig } from './extraction/field-config.js';
import { documentKinds } from './generated/all-kinds.js';

const DEFAULT_OUT = fileURLToPath(new URL('../results/', import.meta.url));

async function run(options: AccuracyOptions): Promise<void> {
  const result: AccuracyResult = { readerVersion, files: null, generated: [], accents: [] };
  if (options.files) result.files = await ofFiles(options.files, options);
  if (options.generated) await addGenerated(result, options.generated, options);
  onProgress('');
  const tables = formatResult(result);
  console.log(tables.replace(/^!\[.*\n\n/gm, ''));
  const out = options.out ?? DEFAULT_OUT;
  await mkdir(out, { recursive: true });
  await writeFile(join(out, 'accuracy.md'), tables);
  await writeFile(join(out, 'accuracy.json'), `${JSON.stringify(result, roundFigures, 1)}\n`);
  for (const [name, plot] of Object.entries(drawPlots(result))) await writeFile(join(out, name), plot);
}

async function ofFiles({ train, test }: { train: string; test: string }, options: AccuracyOptions) {
  const [forTraining, forTest] = [await loadDocuments(train), await loadDocuments(test)];
  const fields = await loadFieldConfig(options.fields, forTraining);
  return measureFiles(
    { documents: forTraining, file: train },
    { documents: forTest, file: test },
    { ...options, fields, onProgress },
  );
}

async function addGenerated(
  result: AccuracyResult,
  { kinds, sizes }: NonNullable<AccuracyOptions['generated']>,
  { sources, threads }: AccuracyOptions,
): Promise<void> {
  for (const kind of kindsNamed(kinds)) {
    const measured = await measureGenerated(kind, { sizes, sources, threads, onProgress });
    result.generated.push(measured.result);
    if (kind.name === 'invoice') result.accents = measured.accents;
  }
}

function kindsNamed(names: readonly string[] | undefined) {
  for (const name of names ?? []) {
    if (documentKinds.some((kind) => kind.name === name)) continue;
    throw new TypeError(`--kinds: there is no kind ${name}`);
  }
  return documentKinds.filter(({ name }) => names?.includes(name) ?? true);
}

function roundFigures(_key: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 100) / 100 : value;
}

function onProgress(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${what}`);
}

try {
  await run(parseOptions(process.argv.slice(2)));
} catch (error) {
  // A wrong argument is a TypeError, of parseArgs as of ours.
  console.error(error instanceof TypeError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
