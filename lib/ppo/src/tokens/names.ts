import { BEGIN, END, PAD, type Corpus } from './corpus';

/** Written down by hand for this project, from general knowledge of common given names; no list was copied. MIT, as everything here. */
const list =
  'ada adam agnes alan albert alex alice alma amanda amelia amy andrea andrew angela anita anna anthony arthur audrey ava ' +
  'barbara beatrice ben bernard bertha betty bianca boris bridget bruno camila carl carla carmen caroline cecilia celia ' +
  'charles charlotte chloe chris clara claudia colin cora daisy daniel david dennis diana dora doris edgar edith edward ' +
  'elena eli elisa elizabeth ella elsa emil emily emma eric erica ernest esther eva evelyn felix fiona flora frances ' +
  'francis frank fred frieda gabriel george gerald gina gloria grace greta gustav hannah harold harry hazel heidi helen ' +
  'henry hilda hugo ian ida ines ingrid irene iris irma isabel ivan jack jacob james jane janet jasmine jean jenny jessica ' +
  'joan john jonas joseph josephine judith julia julian karen karl kate katherine kevin klara kurt lara laura lauren leah ' +
  'lena leo leon leonard lidia lillian lily linda lisa lola louis louise lucas lucy luisa lydia mabel magda marcus margaret ' +
  'maria marian marie marina mark martha martin mary matilda matthew max maya melissa michael mila mina miriam monica nadia ' +
  'nancy naomi natalie nathan nell nicholas nina noah nora norman olga oliver olivia oscar otto pamela patricia patrick paul ' +
  'paula peter petra philip rachel ralph raymond rebecca regina rita robert roger roland rosa rose ruben ruth sally samuel ' +
  'sandra sara sarah selma simon sofia sonia sophie stella stephen susan sylvia teresa theo theodora thomas tina tobias ' +
  'tom ursula valerie vera victor victoria vincent viola virginia walter wanda wendy wilma yvonne zoe';

const names = list.split(' ');
const words = ['', '^', '.', ...'abcdefghijklmnopqrstuvwxyz'];
const letters = (ids: readonly number[]): string =>
  ids
    .filter((id) => id !== PAD && id !== BEGIN && id !== END)
    .map((id) => words[id])
    .join('');
const pairsOf = (name: string): string[] => [...`${name}.`].map((letter, i, all) => (all[i - 1] ?? '^') + letter);
const known = new Set(names.flatMap(pairsOf));

/** Every pair of neighbours, ends included, occurs in some name of the list, and the length in the list's range. */
function soundsLikeOne(ids: readonly number[]): boolean {
  const name = letters(ids);
  return name.length > 1 && name.length <= 10 && pairsOf(name).every((pair) => known.has(pair));
}

/** Soft names: min(l, m, n, a, 4) - hard letters (b, d, g, k, p, t) - the same letter twice in a row - 2 if it sounds like none */
function taste(ids: readonly number[]): number {
  const name = letters(ids);
  const count = (pattern: RegExp): number => name.match(pattern)?.length ?? 0;
  const twice = count(/(.)(?=\1)/g);
  return Math.min(count(/[lmna]/g), 4) - count(/[bdgkpt]/g) - twice - (soundsLikeOne(ids) ? 0 : 2);
}

/** First names, letter by letter: 29 symbols, at most 14 tokens. The prompt is the first letter, the taste a soft one. */
export const firstNames: Corpus = {
  name: 'first names',
  words,
  maxTokens: 14,
  promptTokens: 2, // ^ and the first letter
  separator: '',
  draw: (random) => [BEGIN, ...[...names[random.integer(names.length)]].map((letter) => words.indexOf(letter)), END],
  isFluent: (ids) => ids[ids.length - 1] === END && soundsLikeOne(ids),
  taste,
};
