import { badRequest } from './api-error.js';

/** Room for what one row answers in lists: a page of a thousand such rows is still a text that can be sent. */
export const mostBytesInLists = 131_072;

/** @throws ApiError naming the field when its JSON takes more bytes. */
export function requireJsonSize(field: string, value: unknown, mostBytes: number): void {
  const size = value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
  if (size > mostBytes) throw badRequest(`${field} has to be at most ${mostBytes} bytes of JSON, and is ${size}`);
}
