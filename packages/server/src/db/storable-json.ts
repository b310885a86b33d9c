/** JSON.stringify writes proper pairs as they are: what it writes by such an escape is half a pair. */
const escapes = /\\(?:(u0000)|(ud[89a-f][0-9a-f]{2})|.)/g;

/**
 * JSON that PostgreSQL takes apart without an error: a NUL is left out, half a character becomes U+FFFD. Requests with either
 * are refused, but expressions of workflows can make both.
 */
export function toStorableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u0000') && !text.includes('\\ud')) return text;
  return text.replace(escapes, (found, nul, half) => (nul ? '' : half ? '\ufffd' : found));
}
