import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../limits.js';
import { evaluationBudget, stepBudget } from './budget.js';

const limits = { ...defaultLimits, operations: 100 };

describe('a budget', () => {
  it('lets an evaluation take its operations and no more', () => {
    const budget = evaluationBudget({ limits }, 'States.Runtime');
    budget.spend(100);
    expect(() => budget.spend(1)).toThrow(expect.objectContaining({ error: 'States.Runtime' }));
  });

  it('lets the evaluations of a step take ten times as many together', () => {
    const scope = { limits, budget: stepBudget(limits) };
    for (let evaluation = 0; evaluation < 10; evaluation++) evaluationBudget(scope, 'States.Runtime').spend(100);
    expect(() => evaluationBudget(scope, 'States.QueryEvaluationError').spend(1)).toThrow(
      expect.objectContaining({ error: 'States.QueryEvaluationError', message: expect.stringContaining('step') }),
    );
  });
});
