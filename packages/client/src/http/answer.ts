import { ClientException } from '../errors.js';

/** An answer that has arrived whole. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
}

/** Reads an answer to its end. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status, statusText, headers } = response;
  return { status, statusText, headers, text: await response.text() };
}

export function isSuccess(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** The answer as the platform's own type. */
export function toResponse({ text, status, statusText, headers }: Answer): Response {
  return new Response(text === '' ? null : text, { status, statusText, headers });
}

/**
 * The JSON of an answer; undefined for one without a body, such as 204.
 * @throws {ClientException} when it is none: something else than the service has answered.
 */
export function parseAnswer({ text, status, headers }: Answer): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    const requestId = headers.get('x-request-id') ?? undefined;
    throw new ClientException('The answer is no JSON: is this the right endpoint?', {
      status,
      requestId,
      body: text,
      cause,
    });
  }
}
