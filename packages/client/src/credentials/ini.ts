/** Keys and values of a section. */
export type IniSection = Readonly<Record<string, string>>;

const deepestReference = 10;

/** `%%` stands for a percent sign and `%(key)s` for another value of the section, as Python's parser has it. */
function interpolate(value: string, section: IniSection, depth = 0): string {
  return value.replace(/%%|%\((\w+)\)s/g, (match, key: string | undefined) => {
    if (key === undefined) return '%';
    const other = section[key.toLowerCase()];
    return other === undefined || depth >= deepestReference ? match : interpolate(other, section, depth + 1);
  });
}

/**
 * Reads one section of a credentials file: `key = value` or `key: value` lines under `[section]`, comments in lines of
 * their own after `#` or `;`. Keys are in lower case in the result.
 * @returns undefined if there is no such section.
 */
export function readIniSection(text: string, name: string): IniSection | undefined {
  let section: Record<string, string> | undefined;
  let inside = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const header = /^\[(.+)\]\s*$/.exec(line.trim())?.[1];
    if (header !== undefined) {
      inside = header === name;
      if (inside) section ??= Object.create(null) as Record<string, string>;
      continue;
    }
    const pair = /^\s*([^#;=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
    if (inside && section && pair?.[1] !== undefined) section[pair[1].toLowerCase()] = pair[2] ?? '';
  }
  if (!section) return undefined;
  const raw = section;
  return Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, interpolate(value, raw)]));
}
