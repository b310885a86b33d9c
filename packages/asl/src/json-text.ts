import { deepestNesting } from './limits.js';
import type { Json } from './types.js';

/** Reads JSON that may be hostile. Throws `SyntaxError`, also when it nests too deep. */
export function parseJsonText(text: string): Json {
  requireShallow(text);
  return JSON.parse(text);
}

function requireShallow(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at++;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x5b || code === 0x7b) {
      if (++depth > deepestNesting) throw new SyntaxError(`The JSON nests more than ${deepestNesting} levels deep`);
    } else if (code === 0x5d || code === 0x7d) depth--;
  }
}
