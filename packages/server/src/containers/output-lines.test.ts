import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutputLine } from './container-runner.js';
import { createOutputReader, longestLine, parseEngineTime } from './output-lines.js';

const time = '2021-05-26T13:05:58.695831355Z';

function frame(stream: number, content: string | Buffer, at = time): Buffer {
  const body = Buffer.concat([Buffer.from(`${at} `), Buffer.from(content)]);
  const header = Buffer.alloc(8);
  header.writeUInt8(stream, 0);
  header.writeUInt32BE(body.length, 4);
  return Buffer.concat([header, body]);
}

function read(chunks: Buffer[]): OutputLine[] {
  const lines: OutputLine[] = [];
  const reader = createOutputReader((line) => lines.push(line));
  for (const chunk of chunks) reader.push(chunk);
  reader.end();
  return lines;
}

const texts = (...chunks: Buffer[]) => read(chunks).map((line) => line.text);

describe('output of a container', () => {
  it('carries the time of its engine, finer than a millisecond', () => {
    expect(read([frame(1, 'a\n')])[0]?.time).toBeCloseTo(Date.UTC(2021, 4, 26, 13, 5, 58, 695) + 0.831, 2);
    expect(parseEngineTime('2021-05-26T15:05:58+02:00')).toBe(Date.UTC(2021, 4, 26, 13, 5, 58));
    expect(parseEngineTime('yesterday')).toBeUndefined();
    expect(parseEngineTime('2021-99-26T15:05:58Z')).toBeUndefined();
  });

  it('keeps lines of the two streams apart', () => {
    expect(texts(frame(1, 'out '), frame(2, 'err\n'), frame(1, 'put\n'))).toEqual(['err', 'out put']);
  });

  it('joins a character that the engine has cut through', () => {
    const [first, second] = [Buffer.from('€\n').subarray(0, 1), Buffer.from('€\n').subarray(1)];
    expect(texts(frame(1, first), frame(1, second))).toEqual(['€']);
  });

  it('cuts a line at its bound, never through a character, and goes on with the next', () => {
    const [cut, next] = texts(frame(1, '😀'.repeat(longestLine)), frame(1, 'end\nnext\n'));
    expect(cut).toMatch(/^(😀)+…$/u);
    expect(cut?.length).toBeLessThanOrEqual(longestLine);
    expect(next).toBe('next');
    expect(texts(frame(1, `${'x'.repeat(longestLine)}\n`))).toEqual(['x'.repeat(longestLine)]);
  });

  it.each([
    ['\u001b[31mred\u001b[0m', '\u241b[31mred\u241b[0m'],
    ['a\u0000b', 'ab'],
    ['a\tb', 'a\tb'],
    ['bell\u0007', 'bell\u2407'],
    ['back\u007f', 'back\u2421'],
    ['\u009b31m', '\ufffd31m'],
    ['windows\r', 'windows'],
    ['\ufeffmark', '\ufeffmark'],
  ])('makes %j harmless', (given, shown) => {
    expect(texts(frame(1, `${given}\n`))).toEqual([shown]);
  });

  it('shows bytes that are no UTF-8 as such', () => {
    expect(texts(frame(1, Buffer.from([0x61, 0xff, 0xfe, 0x0a])))).toEqual(['a\ufffd\ufffd']);
  });

  it('takes output without times, and refuses what is none', () => {
    const plain = Buffer.from([1, 0, 0, 0, 0, 0, 0, 3, 0x61, 0x62, 0x0a]);
    expect(texts(plain)).toEqual(['ab']);
    expect(() => texts(Buffer.from('plain text'))).toThrow('unknown form');
  });

  it('is the same however its bytes arrive', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, ''));
    const output = fc.array(fc.record({ stream: fc.constantFrom(1, 2), line }));
    fc.assert(
      fc.property(output, fc.array(fc.nat(50)), (messages, sizes) => {
        const bytes = Buffer.concat(messages.map((message) => frame(message.stream, `${message.line}\n`)));
        const chunks: Buffer[] = [];
        let start = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(start, start + size));
          start += size;
        }
        chunks.push(bytes.subarray(start));
        expect(read(chunks)).toEqual(read([bytes]));
        expect(read(chunks)).toHaveLength(messages.length);
      }),
    );
  });

  it('has no character that a database or a terminal would stumble over', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        for (const text of texts(frame(1, Buffer.from(bytes)))) {
          expect(text.replaceAll('\t', '')).not.toMatch(/\p{Cc}|\p{Cs}/u);
        }
      }),
    );
  });
});
