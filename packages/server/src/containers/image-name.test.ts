import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseImageName } from './image-name.js';

const hub = 'https://index.docker.io/v1/';
const digest = `sha256:${'0a'.repeat(32)}`;

describe('names of images', () => {
  it.each([
    ['alpine', 'alpine:latest', hub],
    ['alpine:3', 'alpine:3', hub],
    ['someone/thing', 'someone/thing:latest', hub],
    ['ghcr.io/a/b', 'ghcr.io/a/b:latest', 'ghcr.io'],
    ['localhost/a', 'localhost/a:latest', 'localhost'],
    ['localhost:5000/a', 'localhost:5000/a:latest', 'localhost:5000'],
    ['10.0.0.1:5000/a/b:v1.2', '10.0.0.1:5000/a/b:v1.2', '10.0.0.1:5000'],
    ['[::1]:5000/a', '[::1]:5000/a:latest', '[::1]:5000'],
    [`alpine@${digest}`, `alpine@${digest}`, hub],
    [`r.example.com/a:1@${digest}`, `r.example.com/a@${digest}`, 'r.example.com'],
    ['https://r.example.com/a', 'r.example.com/a:latest', 'r.example.com'],
    [' alpine ', 'alpine:latest', hub],
  ])('%s is %s of %s', (text, reference, registry) => {
    expect(parseImageName(text)).toEqual({ reference, registry });
  });

  it.each([
    '',
    'Upper',
    'Upper/case',
    'a b',
    '../containers/json',
    'a/../../b',
    'a?b',
    'a#b',
    'a%2fb',
    'a:',
    '-a',
    'a@b',
    'a\nb',
  ])('%j is none', (text) => {
    expect(parseImageName(text)).toBeUndefined();
  });

  it('lets nothing through that would change the path of a request', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { reference = 'x' } = parseImageName(text) ?? {};
        expect(new URL(`http://engine/images/${reference}/json`).pathname).toBe(`/images/${reference}/json`);
      }),
    );
  });
});
