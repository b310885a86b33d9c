import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseServerSentEvents, type ServerSentEvent } from './server-sent-events.js';

async function parse(pieces: readonly string[]): Promise<ServerSentEvent[]> {
  const stream = async function* () {
    yield* pieces;
  };
  const events: ServerSentEvent[] = [];
  for await (const event of parseServerSentEvents(stream())) events.push(event);
  return events;
}

describe('server-sent events', () => {
  it.each<[string, string, ServerSentEvent[]]>([
    [
      'have a type and data',
      'id: 1\nevent: stateEntered\ndata: {"a":1}\n\n',
      [{ type: 'stateEntered', data: '{"a":1}' }],
    ],
    [
      'without a type are messages',
      'data: a\n\ndata: b\n\n',
      [
        { type: 'message', data: 'a' },
        { type: 'message', data: 'b' },
      ],
    ],
    ['have data of many lines', 'data: a\ndata\ndata:  b\n\n', [{ type: 'message', data: 'a\n\n b' }]],
    ['may have no space after the colon, and colons in data', 'data:a:b\n\n', [{ type: 'message', data: 'a:b' }]],
    ['are not made of comments', ': still here\n\n:\n\nevent: x\n\n', []],
    ['are dropped when they break off', 'data: a\n\ndata: b\n', [{ type: 'message', data: 'a' }]],
    ['may end their lines with CR LF', 'event: x\r\ndata: a\r\n\r\n', [{ type: 'x', data: 'a' }]],
    ['may end their lines with CR', 'event: x\rdata: a\r\r', [{ type: 'x', data: 'a' }]],
  ])('%s', async (_, text, events) => {
    await expect(parse([text])).resolves.toEqual(events);
  });

  it('are the same in whatever pieces they come', async () => {
    const line = fc.oneof(
      fc.constantFrom('data: a', 'data:', 'event: x', ': comment', 'id: 7', ''),
      fc.string({ unit: fc.constantFrom('a', ':', ' ', 'é', '😀') }).map((text) => `data: ${text}`),
    );
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const text = fc.array(fc.tuple(line, end)).map((lines) => lines.flat().join(''));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat({ max: 200 })), async (whole, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < whole.length).sort((a, b) => a - b), whole.length];
        const pieces = places.slice(1).map((place, index) => whole.slice(places[index], place));
        expect(await parse(pieces)).toEqual(await parse([whole]));
      }),
    );
  });
});
