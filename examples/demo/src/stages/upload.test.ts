import { BadRequestException, PayloadTooLargeException, ServerException } from '@las/client';
import { expect, test } from 'vitest';
import { refusalOf } from './upload.js';

test('a document that the service does not take is left out with its reason', () => {
  expect(refusalOf(new BadRequestException('content is no PDF'))).toBe('content is no PDF');
  expect(refusalOf(new PayloadTooLargeException('more than 20 MB'))).toBe('more than 20 MB');
});

test('any other failure ends the demo', () => {
  expect(() => refusalOf(new ServerException('broken'))).toThrow('broken');
});
