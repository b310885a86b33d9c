import jsonata from 'jsonata';
import type { Budget } from '../budget/budget.js';
import { EvaluationError } from '../evaluation-error.js';
import type { JsonataScope } from '../evaluation-scope.js';
import { SyntaxProblem } from '../syntax-problem.js';
import type { Json } from '../types.js';
import { bindingsOf } from './bindings.js';
import { copyData, UnsupportedResult } from './data.js';
import { assignHook, type Environment, hooks, type Node } from './engine.js';
import { functionBindings } from './functions.js';
import { Guard, guardName } from './guard.js';
import { harden } from './harden.js';
import { namesIn, type References, referencesOf } from './references.js';

/** Nested evaluations, of which a call takes about five. */
const DEEPEST_EVALUATION = 5000;
const LONGEST_RANGE = 500_000;
const LONGEST = 65_536;

/** A JSONata expression, read once; evaluations of it may run at the same time. */
export class Expression {
  readonly text: string;
  readonly #references: References;
  readonly #expression: jsonata.Expression;

  /** Throws `SyntaxProblem`. */
  constructor(text: string) {
    this.text = text.trim();
    if (text.length > LONGEST) throw new SyntaxProblem(`has to be at most ${LONGEST} characters long`);
    try {
      this.#expression = jsonata(text, { stack: DEEPEST_EVALUATION, sequence: LONGEST_RANGE });
      const tree = this.#expression.ast() as unknown as Node;
      this.#references = referencesOf(tree);
      harden(tree);
      bindFunctions(this.#expression, tree);
    } catch (error) {
      if (error instanceof RangeError) throw new SyntaxProblem('has to be a JSONata expression that nests less deep');
      if (error instanceof SyntaxProblem) throw error;
      throw new SyntaxProblem(`has to be a JSONata expression: ${messageOf(error)}`);
    }
    watch(this.#expression);
  }

  /** Rejects with `EvaluationError`. */
  async evaluate(scope: JsonataScope, budget: Budget, location: string): Promise<Json> {
    let result: unknown;
    try {
      const guard = new Guard(scope, budget);
      const bindings = bindingsOf(this.#references, scope);
      bindings[guardName] = guard;
      result = await this.#expression.evaluate(undefined, bindings);
      guard.measure(result);
      if (result !== undefined) return copyData(result);
    } catch (error) {
      if (error instanceof UnsupportedResult) throw this.#failure(location, 'returned an unsupported result type.');
      throw this.#failure(location, `threw an error during evaluation. ${messageOf(error)}`);
    }
    throw this.#failure(location, 'returned nothing (undefined).');
  }

  #failure(location: string, what: string): EvaluationError {
    const cause = `The JSONata expression '${this.text}' specified for the field '${location}' ${what}`;
    return new EvaluationError('States.QueryEvaluationError', cause, location);
  }
}

/** Binds no more than what is called: thousands of expressions may be kept. */
function bindFunctions(expression: jsonata.Expression, tree: Node): void {
  // The engine makes these two anew for each expression.
  for (const name of ['now', 'millis', ...namesIn(tree)]) {
    if (functionBindings.has(name)) expression.assign(name, functionBindings.get(name));
  }
}

function watch(expression: jsonata.Expression): void {
  const guardIn = (environment: Environment) => environment.lookup(guardName) as Guard | undefined;
  assignHook(expression, hooks.enter, (node: Node, input: unknown, environment: Environment) =>
    guardIn(environment)?.enter(node, input, environment),
  );
  assignHook(expression, hooks.exit, (node: Node, _input: unknown, environment: Environment, result: unknown) =>
    guardIn(environment)?.exit(node, result),
  );
  assignHook(expression, hooks.frame, (outer: Environment, inner: Environment) =>
    guardIn(outer)?.enterFrame(outer, inner),
  );
}

/** The engine throws objects with a code; anything may come from the host. */
function messageOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const text = typeof message === 'string' ? message : String(error);
  return typeof code === 'string' ? `${code}: ${text}` : text;
}
