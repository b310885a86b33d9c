import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkCase } from './check-case.js';
import { describe, reportOf } from './report.js';
import type { TestCase } from './test-case.js';

const { values } = parseArgs({ options: { cases: { type: 'string' }, json: { type: 'string' } } });
if (values.cases === undefined) {
  console.error('usage: npm run conformance:asl -- --cases FILE.jsonl [--json OUT]');
  process.exit(2);
}
const lines = readFileSync(values.cases, 'utf8').split('\n');
const cases = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as TestCase);
const results = [];
for (const testCase of cases.filter(({ kind }) => kind === 'execution' || kind === 'validation')) {
  results.push(await checkCase(testCase));
}
console.log(describe(results));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(reportOf(results), undefined, 2)}\n`);
