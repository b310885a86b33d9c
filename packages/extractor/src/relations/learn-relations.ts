import type { FieldSettings } from '../answers/field-settings.js';
import type { Target } from '../training/training-plan.js';
import { toCents } from '../values/amounts.js';
import { addUp } from './add-up.js';
import type { Relation } from './relation.js';

/** In at least so many documents, and in this share of those that have all three, amounts have to add up. */
const LEAST_DOCUMENTS = 8;
const LEAST_SHARE = 0.9;
/** What the rarity of sums that hold by chance adds to the odds in the ground truths. */
const RARITY = 1;
/** More amount fields than this are not set against each other. */
const MAX_FIELDS = 24;

/** Which amounts regularly add up in the ground truths: net and tax to the total. `targets` by field, by document. */
export function learnRelations(fields: readonly FieldSettings[], targets: readonly (readonly Target[])[]): Relation[] {
  const amounts = fields.flatMap(({ definition, learner }, field) => {
    const cents = targets[field]?.map(centsOf);
    return definition.type === 'amount' && learner === 'candidates' && cents ? [{ field, cents }] : [];
  });
  const used = amounts.slice(0, MAX_FIELDS);
  return used.flatMap((sum) =>
    used.flatMap((first, index) =>
      used.slice(index + 1).flatMap((second): Relation[] => {
        if (first === sum || second === sum) return [];
        const weight = weigh(first.cents, second.cents, sum.cents);
        return weight === null ? [] : [{ parts: [first.field, second.field], sum: sum.field, weight }];
      }),
    ),
  );
}

const centsOf = (target: Target): number | null => (target.state === 'found' ? toCents(target.key) : null);

type Amounts = readonly (number | null)[];

function weigh(first: Amounts, second: Amounts, sum: Amounts): number | null {
  let known = 0;
  let held = 0;
  for (const [document, whole] of sum.entries()) {
    const [one, other] = [first[document] ?? null, second[document] ?? null];
    if (whole === null || one === null || other === null) continue;
    known++;
    if (addUp(one, other, whole)) held++;
  }
  if (held < LEAST_DOCUMENTS || held < LEAST_SHARE * known) return null;
  return RARITY + Math.log((held + 1) / (known - held + 1));
}
