import type { Json, JsonObject } from '@las/asl';

export interface WebhookInput {
  url: string;
  payload?: Json;
  secretId?: string;
  headers?: Record<string, string>;
  timeoutSeconds?: number;
  retries?: number;
}

export const defaults = { timeoutSeconds: 10, retries: 3 };

export const webhookInputSchema: JsonObject = {
  type: 'object',
  properties: {
    url: { type: 'string', minLength: 1, maxLength: 4096 },
    payload: { description: 'What is sent; without it, the input less the other fields named here.' },
    secretId: {
      type: 'string',
      pattern: '^las:secret:[0-9a-f]{32}$',
      description: 'Its signingKey signs what is sent.',
    },
    headers: { type: 'object', additionalProperties: { type: 'string', maxLength: 8192 }, maxProperties: 50 },
    timeoutSeconds: {
      type: 'number',
      minimum: 1,
      maximum: 60,
      description: `For each try; ${defaults.timeoutSeconds}.`,
    },
    retries: {
      type: 'integer',
      minimum: 0,
      maximum: 10,
      description: `After the first try; ${defaults.retries}.`,
    },
  },
  required: ['url'],
};
