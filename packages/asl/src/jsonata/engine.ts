import jsonata from 'jsonata';

/** What this package uses of the insides of jsonata 2.2.2, which its types leave out. */

/** A node of an expression's tree. */
export interface Node {
  type: string;
  value?: unknown;
  position?: number;
  steps?: Node[];
  arguments?: Node[];
  procedure?: Node;
  lhs?: Node | [Node, Node][];
  rhs?: Node;
  expressions?: Node[];
  stages?: { type: string; expr?: Node }[];
  predicate?: { type: string; expr?: Node }[];
  group?: { lhs: [Node, Node][] };
  terms?: { descending: boolean; expression: Node }[];
  condition?: Node;
  update?: Node;
  delete?: Node;
  /** Whether a step of a path binds variables (`@`, `#`, `%`). */
  tuple?: boolean;
}

export interface Environment {
  lookup(name: string | symbol): unknown;
  bind(name: string | symbol, value: unknown): void;
  timestamp: Date;
  base: {
    RegexEngine: unknown;
    createSequence(...values: unknown[]): unknown[];
  };
}

/** `this` of a function that an expression calls. */
export interface Focus {
  readonly environment: Environment;
  readonly input: unknown;
}

export type Implementation = (this: Focus, ...values: unknown[]) => unknown;

export interface FunctionDefinition {
  readonly _jsonata_function: true;
  readonly implementation: Implementation;
  readonly signature?: unknown;
}

export interface Sequence extends Array<unknown> {
  sequence?: boolean;
  tupleStream?: boolean;
}

export const hooks = {
  enter: Symbol.for('jsonata.__evaluate_entry'),
  exit: Symbol.for('jsonata.__evaluate_exit'),
  frame: Symbol.for('jsonata.__createFrame_push'),
};

/** The definitions that expressions find under names, after functions of ours with signatures were added. */
export function collectDefinitions(
  names: readonly string[],
  added: Readonly<Record<string, { run: Implementation; signature?: string }>>,
): Map<string, FunctionDefinition> {
  const probe = jsonata('1');
  for (const [name, { run, signature }] of Object.entries(added)) probe.registerFunction(name, run as never, signature);
  let environment: Environment | undefined;
  assignHook(probe, hooks.enter, (_: Node, __: unknown, current: Environment) => {
    environment = current;
  });
  // The engine enters its hook before it first waits, so that the environment is there when this returns.
  probe.evaluate(undefined).catch(() => undefined);
  const found = new Map<string, FunctionDefinition>();
  for (const name of [...names, ...Object.keys(added)]) {
    const definition = environment?.lookup(name) as FunctionDefinition | undefined;
    if (definition === undefined) throw new Error(`jsonata has no function ${name}`);
    found.set(name, definition);
  }
  return found;
}

/** The engine takes symbols, which its types do not say. */
export function assignHook(expression: jsonata.Expression, hook: symbol, callback: unknown): void {
  expression.assign(hook as never, callback);
}

export function isFunctionValue(value: unknown): boolean {
  if (typeof value === 'function') return true;
  if (value === null || typeof value !== 'object') return false;
  const candidate = value as {
    _jsonata_function?: unknown;
    _jsonata_lambda?: unknown;
    implementation?: unknown;
    environment?: { lookup?: unknown };
  };
  return (
    (candidate._jsonata_function === true && typeof candidate.implementation === 'function') ||
    (candidate._jsonata_lambda === true && typeof candidate.environment?.lookup === 'function')
  );
}
