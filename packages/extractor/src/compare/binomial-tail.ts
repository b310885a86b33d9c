/** How likely at least so many of so many tries succeed, each with the same probability between 0 and 1. */
export function binomialTail(successes: number, tries: number, probability: number): number {
  const logOdds = Math.log(1 - probability) - Math.log(probability);
  let logOfTerm = tries * Math.log(probability);
  let sum = 0;
  for (let count = tries; count >= successes; count--) {
    sum += Math.exp(logOfTerm);
    logOfTerm += Math.log(count) - Math.log(tries - count + 1) + logOdds;
  }
  return Math.min(1, sum);
}
