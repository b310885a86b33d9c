import type { Decision } from '../answers/decide.js';
import type { JudgedAnswer } from '../calibration/report.js';
import type { LabelProblem } from '../types.js';
import type { TrainingPlan } from './training-plan.js';

/** What models that have not seen a document answer for it. */
export interface HeldOutDecision extends JudgedAnswer {
  /** Index in {@link TrainingPlan.documents}. */
  document: number;
  decision: Decision;
}

const MAX_PROBLEMS = 500;
/** How sure models have to be before a ground truth is doubted rather than they. */
const SURE = 0.9;

interface Ranked {
  problem: LabelProblem;
  /** The higher, the worse. */
  rank: number;
}

/** Ground truths that stand nowhere in their documents, then those that sure held-out models contradict. */
export function findLabelProblems(
  plan: TrainingPlan,
  answers: readonly (readonly HeldOutDecision[])[],
): LabelProblem[] {
  const found = plan.fields.flatMap(({ label }, field) => [
    ...findMissing(plan, field, label),
    ...findDoubtful(plan, field, { label, answers: answers[field] ?? [] }),
  ]);
  const ordered = found.sort((a, b) => b.rank - a.rank);
  return ordered.slice(0, MAX_PROBLEMS).map(({ problem }) => problem);
}

function findMissing(plan: TrainingPlan, field: number, label: string): Ranked[] {
  return (plan.targets[field] ?? []).flatMap((target, document): Ranked[] => {
    if (target.state !== 'unusable' || !target.missing) return [];
    const { text, nearest } = target.missing;
    const documentId = plan.documents[document]?.id ?? '';
    const problem = { documentId, label, value: text, nearestText: nearest?.text ?? null };
    return [{ problem: { ...problem, reason: 'not-found' }, rank: 2 - (nearest?.similarity ?? 0) }];
  });
}

function findDoubtful(
  plan: TrainingPlan,
  field: number,
  { label, answers }: { label: string; answers: readonly HeldOutDecision[] },
): Ranked[] {
  return answers.flatMap(({ document, decision, confidence, right }): Ranked[] => {
    const target = plan.targets[field]?.[document];
    if (right || confidence < SURE || !target || !decision.choice?.place) return [];
    const value = target.state === 'found' ? target.text : '';
    const documentId = plan.documents[document]?.id ?? '';
    return [
      { problem: { documentId, label, value, nearestText: decision.value, reason: 'doubtful' }, rank: confidence },
    ];
  });
}
