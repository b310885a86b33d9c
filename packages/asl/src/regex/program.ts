/** Says whether a code unit belongs to a set. */
export type CodeTest = (code: number) => boolean;

/** What the matcher executes; the numbers of `split` and `jump` are places in the program. */
export type Instruction =
  | { readonly op: 'unit'; readonly test: CodeTest }
  /** A set of code units, repeated. */
  | {
      readonly op: 'run';
      readonly test: CodeTest;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'save'; readonly slot: number }
  /** Forgets the groups from one number to before another, as each turn of a loop does. */
  | { readonly op: 'forget'; readonly from: number; readonly to: number }
  | { readonly op: 'mark'; readonly register: number }
  /** Fails when nothing was read since the mark, so that loops end. */
  | { readonly op: 'progress'; readonly register: number }
  | { readonly op: 'assert'; readonly kind: 'start' | 'end' | 'lineStart' | 'lineEnd' | 'boundary' | 'inside' }
  | { readonly op: 'look'; readonly negative: boolean; readonly program: readonly Instruction[] }
  | { readonly op: 'reference'; readonly group: number; readonly ignoreCase: boolean }
  | { readonly op: 'match' };
