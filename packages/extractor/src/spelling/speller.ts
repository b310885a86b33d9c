import { CharacterModel, type Context, type CountedTexts, EDGE } from './character-model.js';
import { type ErrorCounts, ReadingErrors } from './reading-errors.js';

/** A text as it was read, line breaks as such, with the reader's confidence in each character. */
export interface ReadText {
  text: string;
  confidences: readonly number[];
}

export interface Spelling {
  text: string;
  /** Log probability, the language counting as much as was asked for. */
  score: number;
}

/** A text that the reading may stand for, up to some place. */
interface Hypothesis {
  before: Hypothesis | null;
  code: number;
  length: number;
  context: Context;
  score: number;
  /** Characters put in since the last one that was read. */
  putIn: number;
}

/** One character as it was read. */
interface Read {
  character: string;
  code: number;
  /** Added to the cost of an error here. */
  scale: number;
  /** The cost of its not being there. */
  added: number;
  /** Whether it is a digit that the reader had no doubt of. */
  isFixed: boolean;
  /** Whether digits may be put in before it. */
  isDoubtful: boolean;
  beforeBreak: boolean;
}

interface Change {
  code: number;
  cost: number;
  isDigit: boolean;
}

const BEAM = 6;
/** What is this much less probable than the best is given up, in log odds. */
const MAX_DISTANCE = 8;
const MAX_PUT_IN = 2;
/** Where the next character is at least this likely nothing else is tried. */
const UNSURPRISING = 0.4;
/** A character is put in only where it is at least this likely. */
const LIKELY = 0.02;
/** The least confidence of the reader in a digit that is left alone. */
const DOUBTFUL_DIGIT = 0.9;
const END: Read = {
  character: '',
  code: EDGE,
  scale: 0,
  added: 0,
  isFixed: true,
  isDoubtful: false,
  beforeBreak: false,
};
/** What a reader without doubt does not do to a digit. */
const FORBIDDEN = -1000;
const IMPOSSIBLE: Change = { code: EDGE, cost: FORBIDDEN, isDigit: false };
const BREAK = '\n';

/**
 * Finds the most probable true text behind a text that was read: how such values are written (a character model of known values)
 * against what readers get wrong (a noisy channel, Kernighan, Church and Gale 1990).
 */
export class Speller {
  readonly #model: CharacterModel;
  readonly #errors: ReadingErrors;
  readonly #lost: readonly Change[];
  readonly #lostBeforeBreak: readonly Change[];
  readonly #changes = new Map<string, Change[]>();

  constructor(texts: CountedTexts, errors: ErrorCounts) {
    this.#model = new CharacterModel(texts);
    this.#errors = new ReadingErrors(errors);
    this.#lost = this.#listChanges((character) => this.#errors.lost(character, ''));
    this.#lostBeforeBreak = this.#listChanges((character) => this.#errors.lost(character, BREAK));
  }

  /** The more `language` counts, 0..1, the more a text is made to look like known ones. */
  spell({ text, confidences }: ReadText, language: number): Spelling {
    let beam = [this.#start()];
    for (let index = 0; index < text.length; index++) {
      const read = this.#readAt(text, confidences, index);
      beam = this.#read(read, this.#putIn(beam, read, language), language);
    }
    let best: Hypothesis | undefined;
    for (const hypothesis of this.#putIn(beam, END, language)) {
      hypothesis.score += language * Math.log(this.#model.probability(hypothesis.context, EDGE));
      if (!best || hypothesis.score > best.score) best = hypothesis;
    }
    return { text: this.#write(best), score: best?.score ?? 0 };
  }

  /** How likely it is, in log probability, that a reader makes of one text the other. */
  scoreReading({ text, confidences }: ReadText, truth: string): number {
    const codes = truth.split('').map((character) => this.#model.codeOf(character));
    let scores = new Float64Array(codes.length + 1).fill(Number.NEGATIVE_INFINITY);
    scores[0] = 0;
    let next = new Float64Array(codes.length + 1);
    for (let index = 0; index <= text.length; index++) {
      const read = index < text.length ? this.#readAt(text, confidences, index) : END;
      const lost = read.beforeBreak ? this.#lostBeforeBreak : this.#lost;
      for (let at = 0; at < codes.length; at++) {
        const { cost, isDigit } = lost[(codes[at] as number) - 1] ?? IMPOSSIBLE;
        const put = (scores[at] as number) + (isDigit && !read.isDoubtful ? FORBIDDEN : cost + read.scale);
        if (put > (scores[at + 1] as number)) scores[at + 1] = put;
      }
      if (read === END) break;
      const changes = this.#changesOf(read.character);
      const added = read.isFixed ? FORBIDDEN : read.added;
      next[0] = (scores[0] as number) + added;
      for (let at = 0; at < codes.length; at++) {
        const code = codes[at] as number;
        const { cost, isDigit } = changes[code - 1] ?? IMPOSSIBLE;
        const change = code === read.code ? 0 : read.isFixed && isDigit ? FORBIDDEN : cost + read.scale;
        next[at + 1] = Math.max((scores[at] as number) + change, (scores[at + 1] as number) + added);
      }
      [scores, next] = [next, scores];
    }
    return scores[codes.length] as number;
  }

  #start(): Hypothesis {
    return { before: null, code: EDGE, length: 0, context: this.#model.start(), score: 0, putIn: 0 };
  }

  #readAt(text: string, confidences: readonly number[], index: number): Read {
    const read = text.charAt(index);
    const confidence = confidences[index] ?? 1;
    const character = read === BREAK ? ' ' : read;
    const scale = this.#errors.scaleAt(confidence);
    return {
      character,
      code: this.#model.codeOf(character),
      scale,
      added: this.#errors.added(character) + scale,
      isFixed: confidence >= DOUBTFUL_DIGIT && isDigit(read),
      isDoubtful: confidence < DOUBTFUL_DIGIT,
      beforeBreak: read === BREAK,
    };
  }

  /** Also with characters that the reader may have lost before this one. */
  #putIn(beam: readonly Hypothesis[], read: Read, language: number): Hypothesis[] {
    const all = [...beam];
    const least = (beam[0]?.score ?? 0) - MAX_DISTANCE;
    for (let index = 0; index < all.length; index++) {
      const hypothesis = all[index] as Hypothesis;
      if (hypothesis.putIn >= MAX_PUT_IN || hypothesis.context.slots.length < 2) continue;
      if (this.#model.probability(hypothesis.context, read.code) >= UNSURPRISING) continue;
      const lost = read.beforeBreak ? this.#lostBeforeBreak : this.#lost;
      for (const code of this.#model.plausible(hypothesis.context)) {
        const change = lost[code - 1] as Change;
        if (change.isDigit && !read.isDoubtful) continue;
        const cost = change.cost + read.scale;
        if (hypothesis.score + cost < least) continue;
        const probability = this.#model.probability(hypothesis.context, change.code);
        if (probability < LIKELY) continue;
        const gain = cost + language * Math.log(probability);
        all.push(this.#extend(hypothesis, change.code, gain, hypothesis.putIn + 1));
      }
    }
    return prune(all);
  }

  /** With the character as it was read, another in its place, or none. */
  #read(read: Read, beam: readonly Hypothesis[], language: number): Hypothesis[] {
    const next: Hypothesis[] = [];
    for (const hypothesis of beam) {
      const probability = this.#model.probability(hypothesis.context, read.code);
      next.push(this.#extend(hypothesis, read.code, language * Math.log(probability), 0));
      if (probability >= UNSURPRISING) continue;
      const least = (next[0]?.score ?? 0) - MAX_DISTANCE;
      if (!read.isFixed) {
        next.push({ ...hypothesis, score: hypothesis.score + read.added, putIn: MAX_PUT_IN });
      }
      const changes = this.#changesOf(read.character);
      for (const plausible of this.#model.plausible(hypothesis.context)) {
        const { code, isDigit, cost: own } = changes[plausible - 1] as Change;
        if (code === read.code || (read.isFixed && isDigit)) continue;
        const cost = own + read.scale;
        if (hypothesis.score + cost < least) continue;
        const gain = cost + language * Math.log(this.#model.probability(hypothesis.context, code));
        if (hypothesis.score + gain >= least) next.push(this.#extend(hypothesis, code, gain, 0));
      }
    }
    return prune(next);
  }

  #extend(before: Hypothesis, code: number, gain: number, putIn: number): Hypothesis {
    const context = this.#model.follow(before.context, code);
    return { before, code, length: before.length + 1, context, score: before.score + gain, putIn };
  }

  #changesOf(read: string): Change[] {
    const known = this.#changes.get(read);
    if (known) return known;
    const changes = this.#listChanges((character) => this.#errors.changed(character, read));
    this.#changes.set(read, changes);
    return changes;
  }

  #listChanges(costOf: (character: string) => number): Change[] {
    return this.#model.alphabet.map((character) => ({
      code: this.#model.codeOf(character),
      cost: costOf(character),
      isDigit: isDigit(character),
    }));
  }

  #write(hypothesis: Hypothesis | undefined): string {
    const characters: string[] = [];
    for (let at = hypothesis; at?.before; at = at.before) characters.push(this.#model.characterOf(at.code));
    return characters.reverse().join('').replace(/\s+/g, ' ').trim();
  }
}

const isDigit = (character: string): boolean => /\p{N}/u.test(character);

/** The best, each text once. */
function prune(beam: Hypothesis[]): Hypothesis[] {
  const kept: Hypothesis[] = [];
  const [best] = beam.sort((a, b) => b.score - a.score);
  for (const hypothesis of beam) {
    if (kept.length === BEAM || hypothesis.score < (best?.score ?? 0) - MAX_DISTANCE) break;
    if (!kept.some((other) => other.putIn <= hypothesis.putIn && isSame(other, hypothesis))) kept.push(hypothesis);
  }
  return kept;
}

function isSame(first: Hypothesis, second: Hypothesis): boolean {
  if (first.length !== second.length || first.code !== second.code) return false;
  const { hashes } = first.context;
  if (hashes[hashes.length - 1] !== second.context.hashes[hashes.length - 1]) return false;
  let [one, other]: (Hypothesis | null)[] = [first, second];
  while (one && other && one !== other) {
    if (one.code !== other.code) return false;
    [one, other] = [one.before, other.before];
  }
  return true;
}
