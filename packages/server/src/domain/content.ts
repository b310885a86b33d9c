import { ApiError, badRequest } from './api-error.js';

/**
 * Bytes from base64, strictly: no other alphabet, no line breaks, padding in place.
 * @param field names the place in the error, such as `body.content`.
 * @throws ApiError `badRequest`, or `payloadTooLarge` beyond `maxBytes`.
 */
export function decodeContent(text: string, { field, maxBytes }: { field: string; maxBytes?: number }): Buffer {
  if (maxBytes !== undefined && Math.floor((text.length * 3) / 4) - 2 > maxBytes) throw tooLarge(field, maxBytes);
  const bytes = Buffer.from(text, 'base64');
  // Node skips what is not base64. Encoding again tells, far faster than a pattern over megabytes.
  if (bytes.toString('base64') !== text) throw badRequest(`${field} has to be base64, padded and without line breaks`);
  if (bytes.length === 0) throw badRequest(`${field} has to hold at least one byte`);
  if (maxBytes !== undefined && bytes.length > maxBytes) throw tooLarge(field, maxBytes);
  return bytes;
}

function tooLarge(field: string, maxBytes: number): ApiError {
  return new ApiError('payloadTooLarge', `${field} has to be at most ${maxBytes} bytes`);
}

export function encodeContent(bytes: Buffer): string {
  return bytes.toString('base64');
}
