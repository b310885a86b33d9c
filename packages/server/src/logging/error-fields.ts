interface ErrorFields {
  error: { type: string; code?: string; message?: string; stack?: string[] };
}

function framesOf(error: Error): string[] {
  const lines = error.stack?.split('\n') ?? [];
  return lines.map((line) => line.trim()).filter((line) => line.startsWith('at '));
}

/** What is logged of an error that may tell of a document: where it arose, not what it says. */
export function silentErrorFields(error: unknown): ErrorFields {
  if (!(error instanceof Error)) return { error: { type: typeof error } };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  return { error: { type: error.name, ...code, stack: framesOf(error) } };
}

/** What is logged of any other error. A database's own carries the values of rows in further properties, which stay out. */
export function errorFields(error: unknown): ErrorFields {
  const message = error instanceof Error ? error.message : String(error);
  return { error: { ...silentErrorFields(error).error, message } };
}
