import type { FieldComparison, VersionFigures } from '@las/contract';

interface Found {
  automatic: boolean;
  fields: Readonly<Record<string, FieldComparison>>;
  /** False where the serving version was made before it was noted what versions are made of. */
  comparable: boolean;
  /** False where the serving version cannot answer any more. */
  loadable: boolean;
}

interface ServingDecision {
  replaced: boolean;
  /** For people. */
  reason: string;
}

/** Whether a new version is to serve: one that a person asked for always, an automatic one where no field is worse or doubtful. */
export function decide({ automatic, fields, comparable, loadable }: Found): ServingDecision {
  if (!loadable)
    return { replaced: true, reason: 'The version before cannot be used any more by this version of the service.' };
  if (!comparable) {
    const unknown = 'What the version before was trained on is not known, so that both cannot be compared fairly';
    if (!automatic) return { replaced: true, reason: `${unknown}; it was replaced as asked.` };
    return { replaced: false, reason: `${unknown}; it goes on serving until you start a training yourself.` };
  }
  const worse = Object.entries(fields).flatMap(([label, field]) => describeLosses(label, field));
  if (worse.length === 0) return { replaced: true, reason: describeGains(fields) };
  const list = worse.join('; ');
  if (!automatic) return { replaced: true, reason: `Replaced as asked, though some fields speak against it. ${list}.` };
  return { replaced: false, reason: `The version before goes on serving. ${list}.` };
}

const places = { known: 'documents that both learned from', fresh: 'documents that are new or changed' } as const;

function describeLosses(label: string, field: FieldComparison): string[] {
  if (field.verdict === 'doubtful') return [describeDoubt(label, field)];
  return (['known', 'fresh'] as const).flatMap((part) => {
    const figures = field[part];
    if (figures.verdict !== 'worse') return [];
    return [`${label}: ${describeLoss(figures)} ${figures.documents} ${places[part]}`];
  });
}

function describeDoubt(label: string, { contradicted, fresh }: FieldComparison): string {
  return [
    `${label}: the truth of ${contradicted} of ${fresh.documents} ${places.fresh} is not what the version before was sure of`,
    'nor what the new one has learned to answer: look at these truths first',
  ].join(', ');
}

function describeLoss(figures: VersionFigures): string {
  const { lost, won, confidenceErrorBefore, confidenceErrorAfter } = figures;
  if (figures.accuracyAfter < figures.accuracyBefore && lost - won > 1) {
    return `${lost} right before and wrong now, ${won} the other way round, of`;
  }
  const errors = `${confidenceErrorBefore.toFixed(3)} before, ${confidenceErrorAfter.toFixed(3)} now`;
  return `about as many right, but confidence tells less which ones (mean square error ${errors}) on`;
}

function describeGains(fields: Readonly<Record<string, FieldComparison>>): string {
  const better = Object.keys(fields).filter((label) => fields[label]?.verdict === 'better');
  const gains = better.length === 0 ? 'better in none' : `better in ${better.join(', ')}`;
  return `Not worse in any field, ${gains}.`;
}
