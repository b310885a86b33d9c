export { type GroundTruthItem, type SampleField, sampleFields } from './fields.js';
export { generateSamples } from './generate-samples.js';
export type { Sample, SampleKind, SampleOptions } from './sample.js';
