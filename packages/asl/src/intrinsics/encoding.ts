import { digest, digestNames, isDigestName } from '../digest/digest.js';
import type { Json } from '../types.js';
import { IntrinsicFault } from './intrinsic-fault.js';
import { requireString } from './requirements.js';

const LONGEST = 10_000;

export function base64Encode([text]: readonly Json[]): Json {
  return encodeBase64(requireShort(requireString(text)));
}

export function base64Decode([text]: readonly Json[]): Json {
  return decodeBase64(requireShort(requireString(text)));
}

/** The Base64 of a text's UTF-8 bytes. */
export function encodeBase64(text: string): string {
  let bytes = '';
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}

/** The text whose UTF-8 bytes a Base64 says. Throws `IntrinsicFault`. */
export function decodeBase64(text: string): string {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    throw new IntrinsicFault('The text is not valid Base64');
  }
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}

export function hash([data, algorithm]: readonly Json[]): Json {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  if (!isDigestName(algorithm)) throw new IntrinsicFault(`The algorithm has to be one of ${digestNames.join(', ')}`);
  return digest(algorithm, requireShort(text));
}

function requireShort(text: string): string {
  if (text.length > LONGEST) throw new IntrinsicFault(`The text has to be at most ${LONGEST} characters long`);
  return text;
}
