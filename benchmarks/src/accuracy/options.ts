import { parseArgs } from 'node:util';
import type { Source } from './learning-curve.js';

export const USAGE = `Usage: node benchmarks/dist/accuracy.js [--train FILE.jsonl --test FILE.jsonl] [options]

Trains on more and more documents and measures how many values come out right: of documents in files, with the text given,
with their images, and with degraded copies of these; and of made-up documents of four kinds.
  --train, --test    one document a line: id, image (path from the file), width, height, groundTruth, lines
  --fields FILE      field types as JSON, {label: {type, maxLength}}; else date and total by name, all others text
  --sender LABEL     field that tells documents of the same sender; default company
  --sizes LIST       numbers of training documents; default 5,10,20,50,100,200,all
  --sources LIST     transcript, image; default both
  --repeats N        average at most N subsets of a size; else 5 of at most 10 documents, 3 of at most 50, 1 of more
  --out DIR          folder for accuracy.md, accuracy.json and the plots; default benchmarks/results
  --no-generated     leave the made-up documents out
  --kinds LIST       only these of them: invoice, id-card, delivery-note, bank-statement
  --generated-sizes LIST  default 10,20,50,100
  --threads N        images read at the same time; default one a core`;

export interface AccuracyOptions {
  files: { train: string; test: string } | null;
  fields: string | undefined;
  sender: string;
  /** Infinity stands for all. */
  sizes: number[];
  sources: Source[];
  repeats: number;
  out: string | undefined;
  generated: { kinds: string[] | undefined; sizes: number[] } | null;
  threads: number | undefined;
}

/** @throws {TypeError} that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): AccuracyOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      train: { type: 'string' },
      test: { type: 'string' },
      fields: { type: 'string' },
      sender: { type: 'string', default: 'company' },
      sizes: { type: 'string', default: '5,10,20,50,100,200,all' },
      sources: { type: 'string', default: 'transcript,image' },
      repeats: { type: 'string' },
      out: { type: 'string' },
      'no-generated': { type: 'boolean', default: false },
      kinds: { type: 'string' },
      'generated-sizes': { type: 'string', default: '10,20,50,100' },
      threads: { type: 'string' },
    },
  });
  const { train, test } = values;
  if ((train === undefined) !== (test === undefined)) throw new TypeError('--train and --test belong together');
  const files = train !== undefined && test !== undefined ? { train, test } : null;
  if (files === null && values['no-generated']) throw new TypeError('There is nothing to measure');
  return {
    files,
    fields: values.fields,
    sender: values.sender,
    sizes: parseSizes('--sizes', values.sizes),
    sources: values.sources.split(',').map(parseSource),
    repeats: values.repeats === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--repeats', values.repeats),
    out: values.out,
    generated: values['no-generated']
      ? null
      : { kinds: values.kinds?.split(','), sizes: parseSizes('--generated-sizes', values['generated-sizes']) },
    threads: values.threads === undefined ? undefined : wholeNumber('--threads', values.threads),
  };
}

function parseSizes(option: string, text: string): number[] {
  const sizes = text.split(',').map((part) => (part === 'all' ? Number.POSITIVE_INFINITY : wholeNumber(option, part)));
  return sizes.toSorted((a, b) => a - b);
}

function parseSource(text: string): Source {
  if (text !== 'transcript' && text !== 'image') throw new TypeError('--sources takes transcript and image');
  return text;
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`${option} takes whole numbers from 1`);
  return value;
}
