import { encodeBase64 } from './base64.js';
import { nodeModule } from './node-modules.js';

/**
 * Bytes to upload:
 * - a string is the path of a file (where there is a file system; never the bytes themselves),
 * - a `file:` URL is read from disk, any other is fetched without credentials,
 * - a `Blob` or `File`, an `ArrayBuffer`, a `Uint8Array` (a `Buffer` is one),
 * - a web stream, a Node stream, or anything else that yields `Uint8Array`s.
 */
export type Content =
  | string
  | URL
  | Blob
  | ArrayBuffer
  | Uint8Array
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array | string>;

function concat(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

async function readIterable(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const encoder = new TextEncoder();
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? encoder.encode(chunk) : chunk);
  return concat(chunks);
}

async function readFile(path: string | URL): Promise<Uint8Array> {
  const fs = nodeModule('node:fs');
  if (!fs) throw new TypeError('Files can be read by their path in Node only; give the bytes or a Blob');
  return fs.promises.readFile(path);
}

async function readUrl(url: URL, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  if (url.protocol === 'file:') return readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new TypeError(`${url.href} was answered with status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

async function readContent(content: Content, fetch: typeof globalThis.fetch): Promise<Uint8Array> {
  if (typeof content === 'string') return readFile(content);
  if (content instanceof Uint8Array) return content;
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  if (content instanceof Blob) return new Uint8Array(await content.arrayBuffer());
  if (content instanceof URL) return readUrl(content, fetch);
  // Not every browser can iterate over a web stream.
  if (content instanceof ReadableStream) return new Uint8Array(await new Response(content).arrayBuffer());
  if (typeof content === 'object' && content !== null && Symbol.asyncIterator in content) return readIterable(content);
  throw new TypeError('Content has to be a path, URL, Blob, ArrayBuffer, Uint8Array or stream');
}

/** A request body with content in base64, as the API takes it. */
export async function withContent<Body extends object>(
  body: Body,
  content: Content,
  fetch: typeof globalThis.fetch,
): Promise<Body & { content: string }> {
  return { ...body, content: encodeBase64(await readContent(content, fetch)) };
}
