import { expect, it, test } from 'vitest';
import { ValueMemory } from './value-memory.js';
import { WordRepair } from './word-repair.js';

const shops = Array.from(
  { length: 30 },
  (_, index) => `SHOP${'ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÄ'[index]} TRADING SDN BHD`,
);
const repair = new WordRepair(ValueMemory.of([...shops, 'FOODICIOUS 27 LTD']).values);

test.each([
  ['F00DICI0US', 'FOODICIOUS', 'a word but for characters that look alike'],
  ['URBAN 1DEA', 'URBAN IDEA', 'digits in an unknown word of letters'],
  ['KIOSK SIN BHD', 'KIOSK SDN BHD', 'a short word that is very frequent'],
  ['KIOSK TRADLNG', 'KIOSK TRADING', 'a long word that is frequent'],
  ['kiosk tradlng', 'kiosk trading', 'words in small letters'],
  ['28 A27', '28 A27', 'no number'],
  ['KIOSK BREADING', 'KIOSK BREADING', 'no word that differs in more'],
])('%s becomes %s: %s', (text, repaired) => expect(repair.repair(text)).toBe(repaired));

it('leaves known words alone', () => expect(repair.repair('FOODICIOUS 27 LTD')).toBe('FOODICIOUS 27 LTD'));
