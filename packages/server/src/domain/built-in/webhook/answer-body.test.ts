import { expect, test } from 'vitest';
import { answerBody } from './answer-body.js';

const bodyOf = (contentType: string | undefined, text: string, isCut = false) =>
  answerBody({
    status: 200,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: Buffer.from(text),
    isCut,
  });

test.each([
  ['application/json', '{"a": [1]}', { a: [1] }],
  ['application/problem+json; charset=utf-8', '[]', []],
  ['application/json', 'null', null],
  ['application/json', '{"a": ', '{"a": '],
  ['application/json', '', ''],
  ['text/plain', '{"a": 1}', '{"a": 1}'],
  [undefined, '5', '5'],
  ['application/jsonx', '5', '5'],
])('%s %j is %j', (contentType, text, value) => {
  expect(bodyOf(contentType, text)).toEqual(value);
});

test('JSON that was cut, or is nested too deep to be passed on, stays text', () => {
  expect(bodyOf('application/json', '12345', true)).toBe('12345');
  const deep = '['.repeat(30_000) + ']'.repeat(30_000);
  expect(bodyOf('application/json', deep)).toBe(deep);
  expect(bodyOf('application/json', '['.repeat(100) + ']'.repeat(100))).toBeInstanceOf(Array);
});
