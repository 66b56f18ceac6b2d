import type { Random } from '../numbers/random';
import { BEGIN, END, PAD, type Corpus } from './corpus';

/**
 * A grammar of our own:  the N (who is A (and A)?)? V ADV? (in the A? PLACE)? (and V ADV?)? .
 * Fluency needs no judge: a sentence parses, or it does not.
 */
const nouns = ['cat', 'dog', 'bird', 'robot', 'queen', 'king', 'child', 'fox'];
const adjectives = ['kind', 'happy', 'sunny', 'merry', 'sad', 'angry', 'grumpy', 'old', 'small', 'red'];
const verbs = ['laughs', 'dances', 'sings', 'sulks', 'cries', 'sleeps', 'walks', 'waits'];
const adverbs = ['gladly', 'bitterly', 'slowly', 'quietly'];
const places = ['garden', 'house', 'forest', 'town', 'river'];
const small = ['the', 'who', 'is', 'and', 'in'];
const content = [...nouns, ...adjectives, ...verbs, ...adverbs, ...places];
const words = ['', '^', '.', ...small, ...content];
const cheerful = new Set(['kind', 'happy', 'sunny', 'merry', 'laughs', 'dances', 'sings', 'gladly']);
const gloomy = new Set(['sad', 'angry', 'grumpy', 'sulks', 'cries', 'bitterly']);

function drawSentence(random: Random): number[] {
  const text: string[] = [];
  const one = (choices: readonly string[]): void => void text.push(choices[random.integer(choices.length)]);
  const maybe = (chance: number, more: () => void): void => {
    if (random.uniform() < chance) more();
  };
  text.push('the');
  one(nouns);
  maybe(0.4, () => {
    text.push('who', 'is');
    one(adjectives);
    maybe(0.3, () => {
      text.push('and');
      one(adjectives);
    });
  });
  one(verbs);
  maybe(0.4, () => one(adverbs));
  maybe(0.4, () => {
    text.push('in', 'the');
    maybe(0.5, () => one(adjectives));
    one(places);
  });
  maybe(0.25, () => {
    text.push('and');
    one(verbs);
    maybe(0.4, () => one(adverbs));
  });
  text.push('.');
  return [BEGIN, ...text.map((word) => words.indexOf(word))];
}

/** Recursive descent without recursion: the grammar has none. */
function parses(ids: readonly number[]): boolean {
  const text = ids.filter((id) => id !== PAD && id !== BEGIN).map((id) => words[id]);
  let at = 0;
  const take = (...choices: string[]): boolean => choices.includes(text[at]) && ++at > 0;
  if (!take('the') || !take(...nouns)) return false;
  if (take('who')) {
    if (!take('is') || !take(...adjectives)) return false;
    if (take('and') && !take(...adjectives)) return false;
  }
  if (!take(...verbs)) return false;
  take(...adverbs);
  if (take('in')) {
    if (!take('the')) return false;
    take(...adjectives);
    if (!take(...places)) return false;
  }
  if (take('and')) {
    if (!take(...verbs)) return false;
    take(...adverbs);
  }
  return take('.') && at === text.length;
}

/** min(cheerful words, 3) - gloomy words - repeated content words - 2 if it does not parse */
function taste(ids: readonly number[]): number {
  const text = ids.map((id) => words[id]).filter((word) => content.includes(word));
  const count = (set: ReadonlySet<string>): number => text.filter((word) => set.has(word)).length;
  const repeated = text.length - new Set(text).size;
  return Math.min(count(cheerful), 3) - count(gloomy) - repeated - (parses(ids) ? 0 : 2);
}

/** Sentences of a small grammar, word by word: 43 words, at most 20 tokens. The taste is a cheerful one. */
export const sentences: Corpus = {
  name: 'sentences',
  words,
  maxTokens: 20,
  promptTokens: 3, // ^ the NOUN
  separator: ' ',
  draw: drawSentence,
  isFluent: (ids) => ids[ids.length - 1] === END && parses(ids),
  taste,
};
