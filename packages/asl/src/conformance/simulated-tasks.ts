import type { Json } from '../types.js';
import { difference } from './compare.js';
import type { Behaviour } from './test-case.js';

/** What a call of a task comes to. */
export type Answer =
  | { readonly output: Json }
  | { readonly failure: { readonly error?: string; readonly cause?: string } }
  | 'never'
  | 'unreached';

/** Answers the calls of a case's tasks; a sequence goes on from call to call. */
export class SimulatedTasks {
  readonly #behaviours: Readonly<Record<string, Behaviour>>;
  readonly #calls = new Map<Behaviour, number>();

  constructor(behaviours: Readonly<Record<string, Behaviour>>) {
    this.#behaviours = behaviours;
  }

  answer(state: string, payload: Json): Answer {
    const behaviour = Object.hasOwn(this.#behaviours, state) ? this.#behaviours[state] : undefined;
    return behaviour === undefined ? 'unreached' : this.#act(behaviour, payload);
  }

  #act(behaviour: Behaviour, payload: Json): Answer {
    if ('echo' in behaviour) return { output: payload };
    if ('return' in behaviour) return { output: behaviour.return };
    if ('hang' in behaviour) return 'never';
    if ('unreached' in behaviour) return 'unreached';
    if ('fail' in behaviour) return { failure: behaviour.fail };
    if ('lambdaInvoke' in behaviour) return this.#invoke(behaviour.lambdaInvoke, payload);
    if ('byInput' in behaviour) {
      const match = behaviour.byInput.find(({ input }) => difference(input, payload) === undefined);
      return match === undefined ? 'unreached' : this.#act(match.then, payload);
    }
    const call = this.#calls.get(behaviour) ?? 0;
    this.#calls.set(behaviour, call + 1);
    const next = behaviour.sequence[Math.min(call, behaviour.sequence.length - 1)];
    return next === undefined ? 'unreached' : this.#act(next, payload);
  }

  #invoke(behaviour: Behaviour, payload: Json): Answer {
    const inner = typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload.Payload : null;
    const answer = this.#act(behaviour, inner ?? null);
    if (typeof answer === 'string' || !('output' in answer)) return answer;
    return { output: { ExecutedVersion: '$LATEST', Payload: answer.output, StatusCode: 200 } };
  }
}
