import { TEMPLATE } from '../features/templates.js';
import { hashFeature, hashString } from '../hashing.js';

/** What stands for there being no value. */
const NONE = '';

/** Where the weight of a document's feature for a class is kept; no class is none. */
export const weightOf = (feature: number, name: string | undefined): number =>
  hashFeature(feature, hashString(name ?? NONE));

/** Where it is kept how frequent a class is. */
export const levelOf = (name: string | undefined): number => weightOf(hashFeature(TEMPLATE.documentBias), name);
