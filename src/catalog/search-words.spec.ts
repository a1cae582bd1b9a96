import { describe, expect, it } from 'vitest';
import { searchQuery, searchWords } from './search-words.js';

describe('searchWords', () => {
  it('should find letters and digits when there are signs between them', () => {
    expect(searchWords('ABC-123', 'T-shirt "Blau"', '50%')).toEqual([
      'abc',
      '123',
      't',
      'shirt',
      'blau',
      '50',
    ]);
  });

  it('should fold case, accents and widths', () => {
    expect(searchWords('Tête', 'TETE', 'ｔｅｔｅ', 'İpek')).toEqual(['tete', 'ipek']);
  });

  it('should keep each word short enough for the index when it is absurdly long', () => {
    expect(searchWords('\ufdfa'.repeat(200) + 'x'.repeat(5_000)).every((word) => word.length <= 200)).toBe(
      true,
    );
  });
});

describe('searchQuery', () => {
  it('should ask for all words, the last as a beginning', () => {
    expect(searchQuery('Linen Shi')).toBe("'linen' & 'shi':*");
  });

  it('should hold no operators when the text does', () => {
    expect(searchQuery("a' | !b & (c:*) \\ <->")).toBe("'a' & 'b' & 'c':*");
  });

  it('should ask for nothing when there is no word', () => {
    expect(searchQuery(" -!' ")).toBeUndefined();
  });
});
