import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ContentType, FieldConfig, GroundTruthItem } from '@las/client';
import { UserError } from '../user-error.js';
import type { DemoDocument, DocumentSet } from './document-set.js';
import { inferFieldConfig, readFieldConfig } from './field-config.js';
import { readGroundTruth } from './ground-truth-file.js';

/** Fewer labelled documents than this cannot train a model. */
export const fewestForTraining = 5;

const contentTypes: Readonly<Record<string, ContentType>> = {
  '.pdf': 'application/pdf',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
};
const fieldsFile = 'fields.json';

type LabelledDocument = DemoDocument & { groundTruth: GroundTruthItem[] };

/**
 * Loads a user's own documents with the true values beside them. Of the labelled ones a quarter is held out, to show
 * right and wrong on; what has no true values is predicted too.
 *
 * @throws UserError when the folder is not as it has to be; the message names the files
 */
export async function loadOwnDocuments(folder: string): Promise<DocumentSet> {
  const files = await listFiles(folder);
  const documents = await readDocuments(folder, files);
  const labelled = documents.filter(isLabelled);
  if (labelled.length < fewestForTraining) {
    throw new UserError(
      `${folder} holds ${labelled.length} documents with true values (a .json beside each); at least ${fewestForTraining} are needed`,
    );
  }
  const fields: FieldConfig = files.includes(fieldsFile)
    ? await readFieldConfig(path.join(folder, fieldsFile))
    : inferFieldConfig(labelled.map((document) => document.groundTruth));
  const { training, heldOut } = holdOut(labelled);
  return { fields, training, unseen: [...heldOut, ...documents.filter((document) => !isLabelled(document))] };
}

/** Holds out every fourth document, as long as enough are left to train on. */
export function holdOut<T>(documents: readonly T[]): { training: T[]; heldOut: T[] } {
  const spare = documents.length - fewestForTraining;
  const heldOut = documents.filter((_, index) => index % 4 === 3).slice(0, Math.max(0, spare));
  return { training: documents.filter((document) => !heldOut.includes(document)), heldOut };
}

async function listFiles(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    return names.filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    throw new UserError(`The folder ${folder} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

async function readDocuments(folder: string, files: readonly string[]): Promise<DemoDocument[]> {
  const documents: DemoDocument[] = [];
  const truths = new Set(files.filter((file) => extensionOf(file) === '.json' && file !== fieldsFile));
  const taken = new Map<string, string>();
  for (const file of files) {
    const extension = extensionOf(file);
    if (extension === '.json') continue;
    const contentType = contentTypes[extension];
    if (!contentType) throw new UserError(`${file} is of a type that is not read; PDF, JPEG, PNG and TIFF are`);
    const truth = `${path.parse(file).name}.json`;
    const other = taken.get(truth);
    if (other && truths.has(truth)) throw new UserError(`${truth} could belong to ${other} or to ${file}`);
    taken.set(truth, file);
    const groundTruth = truths.has(truth) ? await readGroundTruth(path.join(folder, truth)) : null;
    documents.push({ name: file, contentType, content: path.join(folder, file), groundTruth });
  }
  const lonely = [...truths].filter((truth) => !taken.has(truth));
  if (lonely.length > 0) throw new UserError(`No document lies beside ${lonely.join(', ')}`);
  return documents;
}

function extensionOf(file: string): string {
  return path.extname(file).toLowerCase();
}

function isLabelled(document: DemoDocument): document is LabelledDocument {
  return document.groundTruth !== null && document.groundTruth.length > 0;
}
