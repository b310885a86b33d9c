import type { Json, JsonObject } from '@las/asl';
import { TaskError } from '../task-error.js';
import type { WebhookInput } from './webhook-input.js';

/** Those that say what is sent and by whom: a definition may add others, not these. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'content-type',
  'expect',
  'host',
  'idempotency-key',
  'keep-alive',
  'las-execution-id',
  'las-signature',
  'las-workflow-execution-id',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const invalid = (what: string) => new TaskError('las.InvalidInput', `The input is not valid: ${what}`);

export function targetOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw invalid('/url has to be a URL of http or https');
  if (url.username !== '' || url.password !== '') throw invalid('/url must not have a user name or password');
  return url;
}

export function headersOf(given: Record<string, string> = {}): Record<string, string> {
  for (const [name, value] of Object.entries(given)) {
    if (!/^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(name)) throw invalid(`/headers: ${JSON.stringify(name)} is no header`);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw invalid(`/headers/${name} has characters that headers cannot have`);
    if (ownHeaders.has(name.toLowerCase())) throw invalid(`/headers/${name} is set by the service`);
  }
  return given;
}

/** What is sent: the payload, or where none is given the input without what is about the sending. */
export function payloadOf(input: WebhookInput & JsonObject): Json {
  if (input.payload !== undefined) return input.payload;
  const { url, secretId, headers, timeoutSeconds, retries, ...rest } = input;
  return rest;
}
