import { Rejected, type WorkHandler } from '@las/client';
import type { Values } from './documents.js';

/** What the workflow gives to who checks. */
export interface Task {
  documentId: string;
  /** The best value by label. */
  values: Values;
  /** Labels of the values that have to be looked at. */
  uncertain: string[];
}

/** Stands for the person who checks: looks at the uncertain values only, and answers with what the document says. */
export function person(truthOf: (documentId: string) => Values | undefined): WorkHandler<Task> {
  return ({ documentId, uncertain }) => {
    const truth = truthOf(documentId);
    if (!truth) throw new Rejected('Nobody knows this document');
    return { values: Object.fromEntries(uncertain.map((label) => [label, truth[label] ?? null])) };
  };
}
