import { randomBytes } from 'node:crypto';
import type { ContentType } from '@las/contract';

const openings: Record<ContentType, readonly number[]> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff, 0xe0],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/tiff': [0x49, 0x49, 0x2a, 0x00],
};

/** Bytes that open as a file of this type does, and are different each time. */
export function someBytes(contentType: ContentType = 'application/pdf', length = 64): Buffer {
  return Buffer.concat([Buffer.from(openings[contentType]), randomBytes(length)]);
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
