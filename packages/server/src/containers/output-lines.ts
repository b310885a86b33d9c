import type { OutputLine } from './container-runner.js';

/** Longest text of a line, in UTF-16 units; the rest of it is dropped. */
export const longestLine = 4096;
/** UTF-8 takes at most 3 bytes for a unit of UTF-16. */
const longestLineBytes = 3 * longestLine;
const headerBytes = 8;

/** Makes lines of the stream that an engine answers when asked for logs with timestamps. */
export interface OutputReader {
  push(chunk: Buffer): void;
  /** Hands on what has come without a line break. */
  end(): void;
}

interface OpenLine {
  time: number;
  parts: Buffer[];
  bytes: number;
  isCut: boolean;
}

/** Milliseconds since 1970, with decimals, of a time such as `2021-05-26T13:05:58.695831355Z`. */
export function parseEngineTime(text: string): number | undefined {
  const [, seconds, fraction = '', zone] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  const time = Date.parse(`${seconds}${zone}`) + Number(`0${fraction}`) * 1000;
  return Number.isNaN(time) ? undefined : time;
}

/** The sign of a control character: what a terminal would act on, it shows. PostgreSQL holds no NUL. */
function toHarmless(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0) return '';
  if (character === '\t') return character;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

function decode({ parts, isCut }: OpenLine): string {
  // In streaming mode the beginning of a character at a cut is held back.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(Buffer.concat(parts), { stream: isCut });
  const clean = text.replace(/\r$/, '').replace(/\p{Cc}/gu, toHarmless);
  if (clean.length <= longestLine && !isCut) return clean;
  return `${clean.slice(0, longestLine - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Splits off the time that the engine puts before each message. */
function splitMessage(message: Buffer, now: () => number): { time: number; content: Buffer } {
  const space = message.indexOf(0x20);
  const time = space > 0 && space < 40 ? parseEngineTime(message.toString('latin1', 0, space)) : undefined;
  return time === undefined ? { time: now(), content: message } : { time, content: message.subarray(space + 1) };
}

/** @throws from `push` when the bytes are not of that form. */
export function createOutputReader(
  onLine: (line: OutputLine) => void,
  now: () => number = () => Date.now(),
): OutputReader {
  const open = new Map<number, OpenLine>();
  let unread: Buffer = Buffer.alloc(0);

  function append(stream: number, time: number, bytes: Buffer): OpenLine {
    const line = open.get(stream) ?? { time, parts: [], bytes: 0, isCut: false };
    open.set(stream, line);
    const taken = bytes.subarray(0, longestLineBytes - line.bytes);
    if (taken.length < bytes.length) line.isCut = true;
    if (taken.length > 0) line.parts.push(taken);
    line.bytes += taken.length;
    return line;
  }

  function close(stream: number, line: OpenLine): void {
    open.delete(stream);
    onLine({ time: line.time, text: decode(line) });
  }

  /** A message is a line, or a part of one: engines cut long lines, and put the time before each part. */
  function take(stream: number, message: Buffer): void {
    const { time, content } = splitMessage(message, now);
    let start = 0;
    for (let end = content.indexOf(0x0a); end !== -1; end = content.indexOf(0x0a, start)) {
      close(stream, append(stream, time, content.subarray(start, end)));
      start = end + 1;
    }
    if (start < content.length) append(stream, time, content.subarray(start));
  }

  return {
    push(chunk) {
      unread = unread.length === 0 ? chunk : Buffer.concat([unread, chunk]);
      let start = 0;
      while (unread.length - start >= headerBytes) {
        const stream = unread.readUInt8(start);
        if (stream > 2) throw new Error('The container engine sent output of an unknown form.');
        const end = start + headerBytes + unread.readUInt32BE(start + 4);
        if (end > unread.length) break;
        take(stream, unread.subarray(start + headerBytes, end));
        start = end;
      }
      unread = unread.subarray(start);
    },
    end() {
      for (const [stream, line] of [...open]) close(stream, line);
    },
  };
}
