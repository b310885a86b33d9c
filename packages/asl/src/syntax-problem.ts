/** Something in a definition that cannot be read: a path, an intrinsic call, an expression or a template. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
  /** Where in the value that was read: a JSON pointer; `''` is the whole of it. */
  readonly pointer: string;

  constructor(message: string, pointer = '') {
    super(message);
    this.pointer = pointer;
  }
}
