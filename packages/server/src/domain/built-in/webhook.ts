import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '@las/asl';
import type { Vault } from '../../auth/vault.js';
import type { Database } from '../../db/database.js';
import { openSecret } from '../open-secret.js';
import type { BuiltIn, BuiltInDescription, BuiltInOptions, BuiltInTask } from './built-in.js';
import { builtIn, TaskError } from './task-error.js';
import { inputReader } from './task-input.js';
import { type AllowedHosts, allowedHosts } from './webhook/allowed-hosts.js';
import { answerBody } from './webhook/answer-body.js';
import { AddressNotAllowedError, type Answer, post } from './webhook/post.js';
import { retryDelay } from './webhook/retry-delay.js';
import { webhookSignature } from './webhook/signature.js';
import { defaults, type WebhookInput, webhookInputSchema } from './webhook/webhook-input.js';
import { headersOf, payloadOf, targetOf } from './webhook/webhook-request.js';

export const webhookDescription: BuiltInDescription = {
  id: 'las:transition:commons-webhook',
  name: 'Call a webhook',
  description:
    'Sends JSON by POST, signed and tried again where that helps; the output is the status and body of the answer.',
  inputJsonSchema: webhookInputSchema,
  outputJsonSchema: {
    type: 'object',
    properties: { status: { type: 'integer' }, body: {}, truncated: { type: 'boolean' } },
    required: ['status', 'body', 'truncated'],
  },
};

const readInput = inputReader<WebhookInput>(webhookInputSchema);
const mostBytes = 65_536;
const charactersOfCause = 300;

export interface WebhookServices {
  db: Database;
  vault: Vault;
  /** Patterns of hosts that may be sent to. */
  webhookHosts: readonly string[];
  /** Factor of the pauses between tries. */
  timeScale: number;
}

/** What every try sends. */
interface Delivery {
  url: URL;
  headers: Record<string, string>;
  body: string;
  signingKey: string | undefined;
  timeoutMs: number;
}

/** A try that failed in a way that the next may not. */
class TryAgainError extends TaskError {
  readonly retryAfter: string | undefined;

  constructor(error: string, cause: string, retryAfter?: string) {
    super(error, cause);
    this.retryAfter = retryAfter;
  }
}

async function signingKey(services: WebhookServices, organizationId: string, secretId: string): Promise<string> {
  const { signingKey: key } = await openSecret(services, organizationId, secretId);
  if (key === undefined || key === '') throw new TaskError('las.InvalidInput', `${secretId} has no signingKey`);
  return String(key);
}

/** URLs and bodies of requests may hold secrets, so that causes name the host only. */
function hostNotAllowed(url: URL, why = ''): TaskError {
  const message = `${url.hostname} may not be sent to: the service's setting of webhook hosts does not list it${why}`;
  return new TaskError('las.Webhook.HostNotAllowed', message);
}

async function prepare(services: WebhookServices, task: BuiltInTask, hosts: AllowedHosts): Promise<Delivery> {
  const input = readInput(task.input);
  const url = targetOf(input.url);
  const headers = headersOf(input.headers);
  if (!hosts.allowsHost(url.hostname)) throw hostNotAllowed(url);
  const body = JSON.stringify(payloadOf(input));
  return {
    url,
    headers: {
      'user-agent': 'las',
      ...headers,
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      'idempotency-key': task.executionId,
      'las-execution-id': task.executionId,
      'las-workflow-execution-id': task.workflowExecutionId,
    },
    body,
    signingKey:
      input.secretId === undefined ? undefined : await signingKey(services, task.organizationId, input.secretId),
    timeoutMs: (input.timeoutSeconds ?? defaults.timeoutSeconds) * 1000,
  };
}

async function send(delivery: Delivery, hosts: AllowedHosts, signal: AbortSignal): Promise<Answer> {
  const { url, body, signingKey, timeoutMs } = delivery;
  const signed = signingKey === undefined ? {} : { 'las-signature': webhookSignature(signingKey, body, Date.now()) };
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    return await post(url, {
      headers: { ...delivery.headers, ...signed },
      body,
      mostBytes,
      signal: AbortSignal.any([signal, timeout]),
      allowsAddress: hosts.allowsAddress,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof AddressNotAllowedError) throw hostNotAllowed(url, ` (${error.message})`);
    if (timeout.aborted) {
      throw new TryAgainError('las.Webhook.Timeout', `${url.host} did not answer within ${timeoutMs / 1000} s`);
    }
    const why = error instanceof Error && 'code' in error ? error.code : error;
    throw new TryAgainError('las.Webhook.Connection', `${url.host} could not be reached: ${why}`);
  }
}

function outputOf({ url }: Delivery, answer: Answer): JsonObject {
  const { status, headers } = answer;
  if (status >= 200 && status < 300) return { status, body: answerBody(answer), truncated: answer.isCut };
  const isRedirect = status >= 300 && status < 400;
  const said = isRedirect ? 'redirects are not followed' : answer.body.toString('utf8').slice(0, charactersOfCause);
  const cause = `${url.host} answered ${status}${said && `: ${said}`}`;
  const isPassing = status === 408 || status === 429 || status >= 500;
  if (isPassing) throw new TryAgainError('las.Webhook.Status', cause, headers['retry-after']);
  throw new TaskError('las.Webhook.Status', cause);
}

export function webhookBuiltIn(services: WebhookServices): BuiltIn {
  const hosts = allowedHosts(services.webhookHosts);

  async function deliver(delivery: Delivery, retries: number, { signal, log }: BuiltInOptions): Promise<JsonObject> {
    for (let tries = 1; ; tries++) {
      try {
        return outputOf(delivery, await send(delivery, hosts, signal));
      } catch (error) {
        if (!(error instanceof TryAgainError) || tries > retries) throw error;
        const delay = retryDelay(tries, error.retryAfter, { now: Date.now(), random: Math.random() });
        log.info({ webhook: error.error, tries, delay }, 'a webhook is tried again');
        await pause(delay * services.timeScale, undefined, { signal });
      }
    }
  }

  return builtIn(webhookDescription, {
    async run(task, options) {
      const { retries = defaults.retries } = readInput(task.input);
      return deliver(await prepare(services, task, hosts), retries, options);
    },
  });
}
