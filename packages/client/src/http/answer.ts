/** An answer that has arrived whole. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
}

export function isSuccess(answer: Answer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** The answer as the platform's own type. */
export function toResponse({ text, status, statusText, headers }: Answer): Response {
  return new Response(text === '' ? null : text, { status, statusText, headers });
}
