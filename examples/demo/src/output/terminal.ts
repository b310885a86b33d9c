/** Where the demo writes: a terminal, or a file or pipe that gets plain lines. */
export interface Terminal {
  stream: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Width of a line in characters. */
  width: number;
  color: boolean;
}

const widthOfFiles = 120;

export function terminalOf(stream: Terminal['stream'], environment: NodeJS.ProcessEnv): Terminal {
  const isTerminal = stream.isTTY === true;
  return {
    stream,
    width: (isTerminal && stream.columns) || widthOfFiles,
    color: isTerminal && !environment.NO_COLOR,
  };
}

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] } as const;
export type Paint = keyof typeof codes;

/** A text in a colour, where colours are wanted. */
export function paint(text: string, name: Paint, { color }: Pick<Terminal, 'color'>): string {
  const [on, off] = codes[name];
  return color ? `\x1b[${on}m${text}\x1b[${off}m` : text;
}

/** A text cut to a number of characters. */
export function cut(text: string, width: number): string {
  const characters = Array.from(text);
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}
