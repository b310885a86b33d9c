import { toHex } from './bytes.js';
import { md5 } from './md5.js';
import { sha1 } from './sha1.js';
import { sha2 } from './sha2.js';

export const digestNames = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'] as const;
export type DigestName = (typeof digestNames)[number];

export function isDigestName(name: unknown): name is DigestName {
  return digestNames.some((known) => known === name);
}

/** The digest of a text's UTF-8 bytes, in hexadecimal. At once, which no interface of browsers offers. */
export function digest(name: DigestName, text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (name === 'MD5') return toHex(md5(bytes));
  if (name === 'SHA-1') return toHex(sha1(bytes));
  return toHex(sha2(name, bytes));
}
