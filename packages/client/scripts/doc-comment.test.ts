import { describe, expect, it } from 'vitest';
import { parseDocComment } from './doc-comment.js';

describe('parseDocComment', () => {
  it('takes a comment apart', () => {
    const comment = `/**
   * Stores a thing,
   * and keeps it.
   *
   * For ever.
   *
   * @param name Its name,
   *   in two lines.
   * @example
   * if (true) {
   *   keep();
   * }
   */`;
    expect(parseDocComment(comment)).toEqual({
      text: 'Stores a thing, and keeps it.\n\nFor ever.',
      tags: [
        { name: 'param', text: 'name Its name, in two lines.' },
        { name: 'example', text: 'if (true) {\n  keep();\n}' },
      ],
    });
  });

  it('reads comments of one line', () => {
    expect(parseDocComment('/** A thing. */')).toEqual({ text: 'A thing.', tags: [] });
  });
});
