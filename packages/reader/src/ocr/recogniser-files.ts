import { fileURLToPath } from 'node:url';

/** The recogniser's network, and its dictionary: a character a line in the order of its classes from 1. */
export const RECOGNISER_FILES = {
  network: fileURLToPath(new URL('../../models/recogniser.onnx', import.meta.url)),
  dictionary: fileURLToPath(new URL('../../models/recogniser.txt', import.meta.url)),
};
