import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sampleFields } from './fields.js';
import { generateSamples } from './generate-samples.js';
import type { SampleOptions } from './sample.js';

const endings = { 'application/pdf': 'pdf', 'image/jpeg': 'jpg' } as const;

/**
 * Writes each sample as `<id>.pdf` or `<id>.jpg` with its ground truth beside it as `<id>.json`, and the model's
 * fields as `fields.json`, into a folder that is made if need be. Returns how many samples were written.
 */
export async function writeSamples(folder: string, options: SampleOptions = {}): Promise<number> {
  await mkdir(folder, { recursive: true });
  await writeJson(path.join(folder, 'fields.json'), sampleFields);
  let written = 0;
  for await (const sample of generateSamples(options)) {
    await writeFile(path.join(folder, `${sample.id}.${endings[sample.contentType]}`), sample.content);
    await writeJson(path.join(folder, `${sample.id}.json`), sample.groundTruth);
    written += 1;
  }
  return written;
}

function writeJson(file: string, value: unknown): Promise<void> {
  return writeFile(file, `${JSON.stringify(value, null, 2)}\n`);
}
