import { ModelFormatError } from '../errors.js';

/**
 * The outermost form of a model: "LASX", version (2 bytes), 2 bytes of zero, checksum (4), length of the JSON part (4), the JSON part,
 * the blocks that it refers to. Numbers are little-endian.
 */
const MAGIC = 'LASX';
export const MODEL_VERSION = 3;
const HEADER_BYTES = 16;

export interface Envelope {
  json: unknown;
  blocks: Uint8Array;
}

export function writeEnvelope({ json, blocks }: Envelope): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(json));
  const bytes = new Uint8Array(HEADER_BYTES + text.length + blocks.length);
  bytes.set(new TextEncoder().encode(MAGIC));
  bytes.set(text, HEADER_BYTES);
  bytes.set(blocks, HEADER_BYTES + text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(4, MODEL_VERSION, true);
  view.setUint32(12, text.length, true);
  view.setUint32(8, checksum(bytes.subarray(12)), true);
  return bytes;
}

/** Throws {@link ModelFormatError} for anything but an undamaged model of this version. */
export function readEnvelope(bytes: Uint8Array): Envelope {
  if (bytes.length < HEADER_BYTES || new TextDecoder().decode(bytes.subarray(0, 4)) !== MAGIC) {
    throw new ModelFormatError('These bytes are not an extraction model');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint16(4, true);
  if (version !== MODEL_VERSION) {
    throw new ModelFormatError(`Model version ${version} is not supported, only version ${MODEL_VERSION}`);
  }
  const textLength = view.getUint32(12, true);
  if (view.getUint32(8, true) !== checksum(bytes.subarray(12)) || HEADER_BYTES + textLength > bytes.length) {
    throw new ModelFormatError('The extraction model is damaged');
  }
  const text = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, HEADER_BYTES + textLength));
  return { json: JSON.parse(text) as unknown, blocks: bytes.subarray(HEADER_BYTES + textLength) };
}

/** FNV-1a over the bytes and their count. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5 ^ bytes.length;
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
  return hash >>> 0;
}
