import { type Language, type Market, type MarketName, markets } from '@las/samples/parts';

/** Where senders come from, in turn: the number of a sender tells its market. */
const marketNames: readonly MarketName[] = ['norwegian', 'german', 'french', 'spanish', 'british', 'american', 'swiss'];

const languageOf: Readonly<Record<MarketName, Language>> = {
  norwegian: 'nb',
  german: 'de',
  swiss: 'de',
  french: 'fr',
  spanish: 'es',
  british: 'en',
  european: 'en',
  american: 'en',
};

export function marketOfSender(number: number): { name: MarketName; market: Market; language: Language } {
  const name = marketNames[number % marketNames.length] ?? 'british';
  return { name, market: markets[name], language: languageOf[name] };
}
