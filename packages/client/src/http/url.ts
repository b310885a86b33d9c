/** Values of query parameters; an array repeats its key, undefined leaves it out. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/**
 * Template tag that escapes the ids of a path. Colons stay as they are.
 * @throws {TypeError} for an id that would make it another path.
 */
export function path(strings: TemplateStringsArray, ...ids: string[]): string {
  const escaped = ids.map((id) => {
    if (typeof id !== 'string' || /^\.{0,2}$/.test(id)) throw new TypeError(`${JSON.stringify(id)} is no id`);
    return encodeURIComponent(id).replaceAll('%3A', ':');
  });
  return String.raw({ raw: strings }, ...escaped);
}

/** `?a=1&b=2&b=3`, or nothing. */
export function queryText(query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) parameters.append(key, String(item));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
