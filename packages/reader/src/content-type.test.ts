import { describe, expect, it } from 'vitest';
import { checkContentType, sniffContentType } from './content-type.js';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

describe('sniffContentType', () => {
  it.each([
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/png', PNG],
    ['image/tiff', [0x49, 0x49, 0x2a, 0x00]],
    ['image/tiff', [0x4d, 0x4d, 0x00, 0x2a]],
    ['image/tiff', [0x49, 0x49, 0x2b, 0x00]],
    ['application/pdf', [...Buffer.from('%PDF-1.4')]],
    ['application/pdf', [...Buffer.from(`${'\n'.repeat(500)}%PDF-1.4`)]],
  ])('knows %s by its first bytes', (contentType, bytes) => {
    expect(sniffContentType(new Uint8Array(bytes))).toBe(contentType);
  });

  it.each([
    ['nothing', []],
    ['text', [...Buffer.from('hello')]],
    ['a GIF', [...Buffer.from('GIF89a')]],
    ['half a signature', PNG.slice(0, 4)],
    ['a PDF header that comes too late', [...Buffer.from(`${' '.repeat(2000)}%PDF-1.4`)]],
  ])('knows no kind for %s', (_, bytes) => {
    expect(sniffContentType(new Uint8Array(bytes))).toBeUndefined();
  });

  it('looks only at its own part of a larger buffer', () => {
    const large = new Uint8Array([...PNG, ...PNG]);
    expect(sniffContentType(large.subarray(4, 8))).toBeUndefined();
    expect(sniffContentType(large.subarray(8))).toBe('image/png');
  });
});

describe('checkContentType', () => {
  it('refuses an empty document as empty', () => {
    expect(() => checkContentType(new Uint8Array(), 'image/png')).toThrow(
      expect.objectContaining({ reason: 'empty', message: 'The document is empty.' }),
    );
  });

  it('says what the document is when it is of another type', () => {
    expect(() => checkContentType(new Uint8Array(PNG), 'image/jpeg')).toThrow(
      expect.objectContaining({
        reason: 'mismatch',
        message: 'The document is said to be image/jpeg but its content is image/png.',
      }),
    );
    expect(() => checkContentType(Buffer.from('hello'), 'image/jpeg')).toThrow(/of no known kind/);
  });
});
