import type { JudgedAnswer } from '../calibration/report.js';
import { binomialTail } from './binomial-tail.js';
import type { AnswerPair } from './compare-pairs.js';

/** From which confidence on an answer counts as sure. */
const SURE = 0.9;
/** Even where it was never seen, so many sure answers may be wrong. */
const USUAL_SHARE = 0.05;
const FEWEST = 3;
const CHANCE = 0.01;

/** What new documents say against a version. */
export interface Contradictions {
  /** Documents whose truth is not what the version before was sure of, and not what the one after has learned to answer either. */
  documents: number;
  /** Whether these are more than it errs elsewhere: most likely it is the truths that are wrong. */
  doubtful: boolean;
}

/**
 * Counts truths of new documents that contradict what the version before was sure of, without the one after having learned to do
 * better: a change in the documents is learned, labels that are mixed up are not.
 *
 * @param known Answers for documents that both versions learned from, which tell how often a sure answer is wrong.
 * @param fresh Answers for documents that are new.
 */
export function findContradictions(known: readonly AnswerPair[], fresh: readonly AnswerPair[]): Contradictions {
  const sureKnown = known.filter(isSure);
  const wrongAnyway = sureKnown.filter(isContradicted).length / Math.max(1, sureKnown.length);
  const share = Math.min(0.5, Math.max(USUAL_SHARE, wrongAnyway));
  const sure = fresh.filter(isSure);
  const documents = sure.filter(isContradicted).length;
  const won = fresh.filter(({ before, after }) => after.right && !before.right).length;
  const doubtful = documents >= FEWEST && documents > won && binomialTail(documents, sure.length, share) <= CHANCE;
  return { documents, doubtful };
}

const isSure = ({ before }: { before: JudgedAnswer }): boolean => before.confidence >= SURE;
const isContradicted = ({ before, after }: AnswerPair): boolean => !before.right && !after.right;
