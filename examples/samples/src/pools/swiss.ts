/** Towns of German-speaking Switzerland, with the post code. */
export const swissTowns: readonly string[] = [
  '8001 Zürich',
  '3011 Bern',
  '4051 Basel',
  '6003 Luzern',
  '9000 St. Gallen',
  '8400 Winterthur',
  '6300 Zug',
  '5000 Aarau',
  '7000 Chur',
  '8200 Schaffhausen',
];
