/** Words of a search beyond these are ignored: they would only cost. */
const MAX_SEARCHED_WORDS = 12;

/** Characters of a word that count; a `tsvector` takes no word of more than 2,046 bytes. */
const MAX_WORD = 200;

const WORD = /[\p{L}\p{N}]+/gu;
const ACCENTS = /\p{M}/gu;

/**
 * The words under which a text is found, each once: runs of letters and digits, in lower case, without accents. `ABC-12`
 * has the words `abc` and `12`. Stored and searched texts go through this same function.
 */
export function searchWords(...texts: readonly string[]): string[] {
  const plain = texts.join(' ').normalize('NFKD').toLowerCase().normalize('NFKD').replace(ACCENTS, '');
  return [...new Set(plain.match(WORD)?.map((word) => word.slice(0, MAX_WORD)))];
}

/**
 * A `tsquery` literal that asks for all words of the text, the last of which may be a beginning; undefined when the text
 * has no word, so that nothing can match. Words hold letters and digits only: no quote or operator gets in.
 */
export function searchQuery(text: string): string | undefined {
  const words = searchWords(text);
  if (words.length === 0) return undefined;
  const last = words.length - 1;
  return words
    .map((word, index) => (index === last ? `'${word}':*` : `'${word}'`))
    .slice(-MAX_SEARCHED_WORDS)
    .join(' & ');
}
