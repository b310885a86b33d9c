import { parseArgs } from 'node:util';
import { writeSamples } from './write-samples.js';

const usage = 'Usage: node examples/samples/dist/generate.js --out FOLDER [--count N] [--seed S]';

try {
  const { out, count, seed } = readArguments();
  const written = await writeSamples(out, { count, seed });
  console.log(`${written} documents with ground truth in ${out}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
}

function readArguments(): { out: string; count: number; seed: number } {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      count: { type: 'string', default: '80' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (!values.out) throw new Error('--out is missing: the folder to write to.');
  return { out: values.out, count: wholeNumber('--count', values.count), seed: wholeNumber('--seed', values.seed) };
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`${option} is "${text}" and should be a whole number.`);
  return Number(text);
}
