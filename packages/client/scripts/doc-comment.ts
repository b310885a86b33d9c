/** A doc comment, taken apart. */
export interface DocComment {
  /** Its text before the first tag, as paragraphs. */
  text: string;
  tags: readonly DocTag[];
}

export interface DocTag {
  name: string;
  text: string;
}

function joinLines(lines: readonly string[]): string {
  return lines
    .join('\n')
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('\n\n');
}

/** Reads a block comment. Lines of text are joined to paragraphs, those of an example stay as they are. */
export function parseDocComment(comment: string): DocComment {
  const lines = comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''));
  const blocks: { name: string; lines: string[] }[] = [{ name: '', lines: [] }];
  for (const line of lines) {
    const [, name, rest] = /^@(\w+)\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined) blocks.push({ name, lines: [rest ?? ''] });
    else blocks.at(-1)?.lines.push(line);
  }
  const [text, ...tags] = blocks;
  return {
    text: joinLines(text?.lines ?? []),
    tags: tags.map((tag) => ({
      name: tag.name,
      text: tag.name === 'example' ? tag.lines.join('\n').trim() : joinLines(tag.lines),
    })),
  };
}
