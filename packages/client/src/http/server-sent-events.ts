/** One event of a stream. */
export interface ServerSentEvent {
  /** Its type; `message` when the stream names none. */
  type: string;
  data: string;
}

/** Complete lines of a text that comes in pieces. They end with CR LF, LF or CR; what ends with none is dropped. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?=[^\n])/);
    rest = lines.pop() ?? '';
    yield* lines;
  }
  // A CR that nothing follows ends its line: it may have been half of an end.
  if (rest.endsWith('\r')) yield rest.slice(0, -1);
}

/**
 * The events of a stream in the format of server-sent events (HTML Living Standard, section 9.2.6). Comments and what
 * lacks data are passed over; ids and `retry` are not looked at.
 */
export async function* parseServerSentEvents(
  pieces: AsyncIterable<string>,
): AsyncGenerator<ServerSentEvent, void, undefined> {
  let type = '';
  let data: string[] = [];
  for await (const line of linesOf(pieces)) {
    if (line === '') {
      if (data.length > 0) yield { type: type || 'message', data: data.join('\n') };
      type = '';
      data = [];
      continue;
    }
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value);
    if (field === 'event') type = value;
  }
}
