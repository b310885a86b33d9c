import { decide, NO_TRUST } from '../answers/decide.js';
import type { FieldSettings } from '../answers/field-settings.js';
import type { Trust } from '../answers/value-memory.js';
import { type Calibration, confidenceOf, fitCalibrations, type JudgedDecision } from '../calibration/confidence.js';
import { reportOn } from '../calibration/report.js';
import type { TrainedField } from '../model-file/trained-field.js';
import { writeModel } from '../model-file/write-model.js';
import { learnRelations } from '../relations/learn-relations.js';
import type { FieldReport, HeldOutAnswer, Training } from '../types.js';
import { chooseTrust } from './choose-trust.js';
import { collectHeldOut, type HeldOutPrediction, memoryOf, reconcileHeldOut } from './held-out.js';
import { isRight } from './judge.js';
import { findLabelProblems, type HeldOutDecision } from './label-problems.js';
import type { TaskResult, TrainingPlan } from './training-plan.js';

/** A held-out answer with its document and fold. */
interface FoldedDecision extends JudgedDecision {
  document: number;
  fold: number;
}

/** Puts the results of all tasks of a plan, in any order, together to a model with its report. */
export function assembleModel(plan: TrainingPlan, results: readonly TaskResult[]): Training {
  const relations = learnRelations(plan.fields, plan.targets);
  const heldOut = reconcileHeldOut(
    plan.fields.map((_, field) => collectHeldOut(plan, field, results)),
    relations,
  );
  const trusts = plan.fields.map((settings, field) =>
    settings.learner === 'spans' ? chooseTrust(settings, heldOut[field] ?? []) : NO_TRUST,
  );
  const decisions = heldOut.map((field, index) => judge(field, plan.fields[index], trusts[index] ?? NO_TRUST));
  const calibrations = fitCalibrations(decisions);
  const answers = crossCalibrate(decisions, plan.folds);
  const fields = plan.fields.map(({ label }, index): [string, FieldReport] => [label, reportOn(answers[index] ?? [])]);
  return {
    model: writeModel({ fields: trainedFields(plan, results, { trusts, calibrations }), relations }),
    report: {
      documents: { used: plan.documents.length - plan.skipped.length, skipped: [...plan.skipped] },
      labelProblems: findLabelProblems(plan, answers),
      overall: reportOn(answers.flat()),
      fields: Object.fromEntries(fields),
    },
    heldOut: answers.flatMap((field, index) => field.map((answer) => toHeldOutAnswer(plan, index, answer))),
  };
}

function toHeldOutAnswer(plan: TrainingPlan, field: number, answer: HeldOutDecision): HeldOutAnswer {
  const documentId = plan.documents[answer.document]?.id ?? '';
  const label = plan.fields[field]?.label ?? '';
  return { documentId, label, value: answer.decision.value, confidence: answer.confidence };
}

function judge(
  heldOut: readonly HeldOutPrediction[],
  settings: FieldSettings | undefined,
  trust: Trust,
): FoldedDecision[] {
  if (!settings) return [];
  return heldOut.map(({ document, prediction, memory, target, fold }) => {
    const decision = decide(prediction, memory, { trust, maxLength: settings.definition.maxLength });
    return { decision, document, fold, right: isRight(settings, decision, target) };
  });
}

/** Confidences for the report: each fold's by a calibration that has not seen it. */
function crossCalibrate(decisions: readonly (readonly FoldedDecision[])[], folds: number): HeldOutDecision[][] {
  const answers: HeldOutDecision[][] = decisions.map(() => []);
  for (let fold = 0; fold < folds; fold++) {
    const calibrations = fitCalibrations(decisions.map((field) => field.filter((other) => other.fold !== fold)));
    for (const [index, field] of decisions.entries()) {
      const calibration = calibrations[index] as Calibration;
      for (const own of field.filter((one) => one.fold === fold)) {
        answers[index]?.push({ ...own, confidence: confidenceOf(own.decision, calibration) });
      }
    }
  }
  return answers;
}

function trainedFields(
  plan: TrainingPlan,
  results: readonly TaskResult[],
  { trusts, calibrations }: { trusts: readonly Trust[]; calibrations: readonly Calibration[] },
): TrainedField[] {
  return plan.fields.map((settings, field) => {
    const weights = results.find(({ task }) => task.field === field && task.fold === null)?.weights;
    if (!weights) throw new RangeError(`The results lack the fit of ${settings.label} on all documents`);
    return {
      settings,
      weights,
      memory: memoryOf(plan, field, null)?.stored ?? null,
      trust: trusts[field] ?? NO_TRUST,
      calibration: calibrations[field] ?? { value: [], absent: [] },
    };
  });
}
