import type { FastifyInstance } from 'fastify';
import { badRequest } from '../domain/api-error.js';

const deepest = 100;

/** What PostgreSQL cannot store, or what would exhaust the stack: refused here, with the place named. */
function check(value: unknown, path: string, depth: number): void {
  if (typeof value === 'string') {
    if (value.includes('\0')) throw badRequest(`${path} has to be text without NUL characters`);
    if (!value.isWellFormed())
      throw badRequest(`${path} has to be well-formed Unicode: it holds half a surrogate pair`);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (depth > deepest) throw badRequest(`body is nested deeper than ${deepest} levels`);
  for (const [key, item] of Object.entries(value)) {
    check(key, `a key of ${path}`, depth);
    check(item, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`, depth + 1);
  }
}

/** Nesting of the text's brackets, so that JSON.parse is not handed a million of them. Brackets in strings count too: never too low. */
function mayBeDeep(text: string): boolean {
  let opened = 0;
  for (let index = text.search(/[[{]/); index !== -1 && opened <= deepest; opened++) {
    const next = text.slice(index + 1).search(/[[{]/);
    index = next === -1 ? -1 : index + 1 + next;
  }
  return opened > deepest;
}

/** Parses JSON bodies; an empty one counts as absent, since existing clients send the header without a body. */
export function registerJsonBody(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, done) => {
    if (text === '' || request.method === 'GET' || request.method === 'DELETE') {
      done(null, undefined);
      return;
    }
    // Calls back before it returns.
    void parse(request, text, (error, body) => {
      if (error) return done(badRequest(`body has to be JSON: ${error.message}`));
      try {
        // Both troubles can only come by an escape or many brackets, and looking closely costs a walk over the whole body.
        if (text.includes('\\u') || mayBeDeep(text)) check(body, 'body', 0);
        done(null, body);
      } catch (problem) {
        done(problem as Error);
      }
    });
  });
}
