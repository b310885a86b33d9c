/** Text as words have it: NFKC and without white space, which compatibility forms may bring in (a stand-alone accent). */
export function toWordText(text: string): string {
  return text.normalize('NFKC').replace(/\s+/gu, '').normalize('NFKC');
}
