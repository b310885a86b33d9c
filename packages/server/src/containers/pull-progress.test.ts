import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readPullProgress } from './pull-progress.js';

it('follows a pull to its end, in whatever pieces it is told', async () => {
  await readPullProgress(Readable.from(['{"status":"Pull', 'ing"}\r\n{"status":"Done"}\r\n', '\r\n']));
  await readPullProgress(Readable.from([]));
});

it('tells why a pull has failed', async () => {
  const answer = Readable.from(['{"status":"Pulling"}\n{"errorDetail":{},"error":"manifest unknown"}\n']);
  await expect(readPullProgress(answer)).rejects.toThrow('manifest unknown');
});

it('tells of an answer that is no progress', async () => {
  await expect(readPullProgress(Readable.from(['<html>Bad gateway</html>\n']))).rejects.toThrow('Bad gateway');
});

it('gives up a registry that falls silent', async () => {
  const answer = new PassThrough();
  answer.write('{"status":"Pulling"}\n');
  await expect(readPullProgress(answer, 50)).rejects.toThrow('timeout');
});

it('tells of a connection that breaks', async () => {
  const answer = new PassThrough();
  answer.write('{"status":"Pulling"}\n');
  const reading = readPullProgress(answer);
  answer.destroy(new Error('socket hang up'));
  await expect(reading).rejects.toThrow('socket hang up');
});
