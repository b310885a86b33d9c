import type { JsonObject } from '@las/contract';
import type { Database } from '../../db/database.js';
import type { TransitionExecutionKind } from '../../db/schema.js';
import { findManualTransitions, findTransitionSchemas } from '../../db/transitions.js';
import { builtInDescriptions } from '../built-in/built-in-transitions.js';

/** A transition as the steps of executions need it. */
export interface KnownTransition {
  kind: TransitionExecutionKind;
  inputJsonSchema: JsonObject | null;
  outputJsonSchema: JsonObject | null;
}

export interface KnownTransitions {
  /** Undefined where the organization has none of that id. At most two seconds old. */
  find(db: Database, organizationId: string, transitionId: string): Promise<KnownTransition | undefined>;
  manualOnes(db: Database, organizationId: string, transitionIds: readonly string[]): Promise<Set<string>>;
  /** Has it looked up again: it was changed here. */
  forget(transitionId: string): void;
}

const builtIn: KnownTransition = { kind: 'built-in', inputJsonSchema: null, outputJsonSchema: null };
const keptMs = 2000;
const mostKept = 2000;

/** Remembers transitions for a moment: every task of every execution asks for its own. */
export function createKnownTransitions(now: () => number = Date.now): KnownTransitions {
  const known = new Map<string, { transition: KnownTransition | undefined; until: number; organizationId: string }>();
  return {
    async find(db, organizationId, transitionId) {
      if (builtInDescriptions.has(transitionId)) return builtIn;
      const remembered = known.get(transitionId);
      if (remembered && remembered.until > now() && remembered.organizationId === organizationId) {
        return remembered.transition;
      }
      const until = now() + keptMs;
      const transition = await findTransitionSchemas(db, organizationId, transitionId);
      if (known.size >= mostKept) known.clear();
      known.set(transitionId, { transition, until, organizationId });
      return transition;
    },
    manualOnes: findManualTransitions,
    forget: (transitionId) => void known.delete(transitionId),
  };
}
