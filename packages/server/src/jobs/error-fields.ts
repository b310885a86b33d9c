/** What is logged of an error: a database's own carries the values of rows in further properties. */
export function errorFields(error: unknown): { err: { type: string; message: string; stack?: string | undefined } } {
  if (!(error instanceof Error)) return { err: { type: typeof error, message: String(error) } };
  return { err: { type: error.name, message: error.message, stack: error.stack } };
}
