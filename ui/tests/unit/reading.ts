/**
 * How hard words are to read: the grade of Flesch and Kincaid, which is years at an American school. Grade 6 is a reading
 * age of about eleven.
 *
 * Syllables are counted by rule, with a list of words that the rules get wrong. A word too many or too few in a hundred
 * does not matter; a rule that is wrong for a whole kind of word does, so each kind is tested.
 */

/** What the rules below get wrong. */
const EXCEPTIONS: Record<string, number> = {
  people: 2,
  cpr: 3,
  gp: 2,
  nhs: 3,
  pin: 1,
  pdf: 3,
  jpeg: 2,
  png: 3,
  mb: 2,
  akps: 4,
  lpa: 3,
  dnacpr: 6,
  fhir: 1,
  json: 2,
  xml: 3,
  respect: 2,
  being: 2,
  doing: 2,
  going: 2,
  saying: 2,
  trying: 2,
  idea: 3,
  real: 1,
  really: 2,
  area: 3,
  once: 1,
  something: 2,
  someone: 2,
  somebody: 3,
  sometimes: 2,
  everyone: 3,
  everything: 3,
  everybody: 4,
  somewhere: 2,
  elsewhere: 2,
  anyone: 3,
  before: 2,
  therefore: 2,
  safekeeping: 3,
  wherever: 3,
  whatever: 3,
  hospice: 2,
  medicine: 3,
  medicines: 3,
  syringe: 2,
  minute: 2,
  minutes: 2,
  business: 2,
  every: 2,
  several: 3,
  different: 3,
  differently: 4,
  says: 1,
  science: 2,
  quiet: 2,
  diary: 3,
  diet: 2,
  client: 2,
  create: 2,
  created: 3,
  alongside: 3,
  bedside: 2,
  lifetime: 2,
  homemade: 2,
  hundred: 2,
  namely: 2,
  lonely: 2,
  safely: 2,
  surely: 2,
  barely: 2,
  closely: 2,
  likely: 2,
  statement: 2,
  settlement: 3,
  movement: 2,
  careful: 2,
  carefully: 3,
  useful: 2,
  useless: 2,
  careless: 2,
  homeless: 2,
};

/** Syllables of one word. */
export function syllables(given: string): number {
  const word = given.toLowerCase().replaceAll("’", "'").replace(/'s$/, "").replaceAll("'", "");
  if (/^\d+$/.test(word)) return 1;
  const known = EXCEPTIONS[word] ?? (word.endsWith("s") ? EXCEPTIONS[word.slice(0, -1)] : undefined);
  if (known !== undefined) return known;
  if (!/[aeiouy]/.test(word)) return Math.max(1, word.length > 3 ? 1 : word.length);
  const groups = word.match(/[aeiouy]+/g) ?? [];
  let count = groups.length;
  // A silent e: made, one; not able, table.
  if (/[^aeiouy]e$/.test(word) && !/[^aeiouyr]le$/.test(word)) count -= 1;
  // A silent e before s: times, names; not boxes, places, changes, pages.
  else if (/[^aeiouy]es$/.test(word) && !/(s|x|z|ch|sh|c|g|[^aeiouyr]l)es$/.test(word)) count -= 1;
  // A silent e before d: asked, signed; not wanted, needed.
  else if (/[^aeiouytd]ed$/.test(word) && !/[^aeiouyr]led$/.test(word)) count -= 1;
  // Two vowels that are said apart: create, via, period, usual, diagnosis, radio.
  count += (word.match(/(?<![tcsgx])i[ao](?!u)|ua(?!r)|(?<![tcsgx])iu|eo(?!p|u)|eate|uou/g) ?? []).length;
  // Endings in which "io" and "ia" are one: station, special, region.
  if (/^(un|re|co)(a|e|i|o|u)/.test(word) && /^(rea(ct|ssur)|coop|coor|unau|unin|unus)/.test(word)) count += 1;
  return Math.max(1, count);
}

/** A sentence, or what stands for one: a label, an item of a list. */
export const sentences = (text: string): string[] =>
  text
    .split(/(?<=[.!?…])[”"’)]*\s+|\n+|\s·\s/)
    .map((one) => one.trim())
    .filter((one) => one !== "");

export const wordsOf = (sentence: string): string[] => sentence.match(/[A-Za-z0-9][A-Za-z0-9’']*/g) ?? [];

export interface Count {
  sentences: number;
  words: number;
  syllables: number;
}

export function count(sentence: string): Count {
  const words = wordsOf(sentence);
  return { sentences: 1, words: words.length, syllables: words.reduce((sum, word) => sum + syllables(word), 0) };
}

export function grade({ sentences, words, syllables }: Count): number {
  return words === 0 ? 0 : 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59;
}

export const together = (counts: readonly Count[]): Count =>
  counts.reduce(
    (sum, one) => ({
      sentences: sum.sentences + one.sentences,
      words: sum.words + one.words,
      syllables: sum.syllables + one.syllables,
    }),
    { sentences: 0, words: 0, syllables: 0 },
  );
