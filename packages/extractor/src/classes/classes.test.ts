import { describe, expect, it } from 'vitest';
import type { CandidateWeights } from '../candidates/score-candidates.js';
import { prepareDocument } from '../features/prepare.js';
import { buildLayout } from '../layout/build-layout.js';
import { loadModel } from '../load-model.js';
import { type Invoice, makeInvoices, makePage } from '../testing/synthetic-invoices.js';
import { planTraining } from '../training/plan-training.js';
import { runTask } from '../training/run-task.js';
import { train } from '../training/train.js';
import type { FieldConfig, TruthValue } from '../types.js';
import { fitClassifier, softmax } from './document-classifier.js';
import { predictClasses } from './predict-classes.js';
import { findYesNoPlaces } from './yes-no-places.js';
import { readYesNo } from './yes-no-words.js';

describe('yes and no', () => {
  it.each([
    ['Oui', true],
    ['SÍ', true],
    ['si', true],
    ['NEIN', false],
    ['não', false],
    ['Vielleicht', null],
  ])('%s is read as %s', (word, meaning) => expect(readYesNo(word)).toBe(meaning));

  it.each<[string[], boolean | null]>([
    [['Hazardous: Yes'], true],
    [['Gefahrgut', 'Nein'], false],
    [['[X] Ja [ ] Nei'], true],
    [['ADR [ ] Ja [X] Nein Paletten: 9'], false],
    [['Donor', '☐ Yes', '☒ No'], false],
    [['Yes [ ] No [x]'], false],
    // As readers take the right sides of boxes.
    [['Hazardous: [ 1 Yes [xl No'], false],
    [['[J Oui [XJ Non'], false],
    [['[X] Oui [] Non'], true],
    [['Matières dangereuses I 1 Oui [x] Non'], false],
    [['ADR: ] Ja [X] Nein'], false],
    [['Oui [X] Non'], null],
    [['Type I 1 Ja'], true],
    // One of the two marks was not read.
    [['[ ] Oui Non'], false],
    [['Oui [ ] Non'], null],
    [['Insured', '[X]'], true],
    [['Insured', '☐'], false],
    [['Insured', 'X'], true],
    [['Ja / Nei'], null],
    [['2 x 5 lamps'], null],
    [['Invoice No. 5', 'No: 77'], null],
  ])('%j says %s', (columns, isYes) => {
    const places = findYesNoPlaces(buildLayout([makePage([columns])]));
    expect(places.map((place) => place.isYes)).toEqual(isYes === null ? [] : [isYes]);
  });
});

describe('a field that is true or false', () => {
  const config: FieldConfig = { express: { type: 'all', maxLength: 5 } };
  const ANSWERS = [
    ['Yes', 'No'],
    ['[X] Ja [ ] Nein', '[ ] Ja [X] Nein'],
    ['Oui', 'Non'],
  ];

  /** Whether goods are sent by express and whether they are insured are said alike; senders use different languages. */
  const documents = (count: number, seed: number, languages: readonly number[], truth: (is: boolean) => TruthValue) => {
    const isExpress = ({ total }: Invoice): boolean => Number(total) % 1 < 0.5;
    return makeInvoices(
      count,
      {
        lines: ({ index, ...invoice }, lines) => {
          const say = ANSWERS[languages[index % languages.length] ?? 0] ?? [];
          const other = Number(invoice.number) % 2;
          const answer = isExpress({ index, ...invoice }) ? say[0] : say[1];
          return [...lines, ['Insured', say[other] ?? ''], ['Express', answer ?? '']];
        },
        truth: (invoice) => ({ express: truth(isExpress(invoice)) }),
      },
      seed,
    );
  };

  it.each<[string, (is: boolean) => TruthValue]>([
    ['true and false', (is) => is],
    ['sim and não', (is) => (is ? 'Sim' : 'Não')],
  ])('is told from the words beside its label, whatever the language, written as %s', (_, truth) => {
    const extractor = loadModel(train(documents(16, 1, [0, 1], truth), config).model);
    for (const { pages, groundTruth } of documents(12, 2, [2, 0, 1], truth)) {
      const [answer] = extractor.extract(pages);
      expect(answer?.value).toBe(String(groundTruth.express));
      expect(answer?.words.length).toBeGreaterThan(0);
    }
  });
});

it('the frequency of a class counts once where no word tells it', () => {
  const config: FieldConfig = { copy: { type: 'all', maxLength: 20 } };
  const kinds = ['original', 'original', 'original', 'duplicate'];
  const truth = ({ index }: Invoice) => ({ copy: kinds[index % 4] ?? null });
  const plan = planTraining(makeInvoices(40, { truth }), config);
  const task = plan.tasks.find(({ fold }) => fold === null)!;
  const settings = plan.fields[0]!;
  expect(settings.learner).toBe('classes');
  const { candidates } = runTask(plan, task).weights as { candidates: CandidateWeights };
  const blank = prepareDocument([makePage([])]);
  const { probabilities } = predictClasses(candidates, blank, settings);
  expect(probabilities[settings.classes.indexOf('original')]).toBeGreaterThan(0.65);
  expect(probabilities[settings.classes.indexOf('original')]).toBeLessThan(0.85);
});

describe('fitClassifier', () => {
  it('tells classes by a telling feature, and is unsure without it', () => {
    const random = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
    const documents = Array.from({ length: 24 }, (_, index) => ({
      features: [index % 2, 10 + (random[index % 12] ?? 0)],
      class: index % 2,
    }));
    const { levels, features } = fitClassifier(documents, 2);
    const probability = (own: readonly number[]) =>
      softmax(
        Float64Array.from(levels, (level, at) => own.reduce((sum, f) => sum + (features.get(f)?.[at] ?? 0), level)),
      );
    expect(probability([0])[0]).toBeGreaterThan(0.8);
    expect(probability([1])[1]).toBeGreaterThan(0.8);
    expect(probability([])[0]).toBeCloseTo(0.5, 1);
  });
});
