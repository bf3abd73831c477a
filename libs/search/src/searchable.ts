import { pinyin } from 'pinyin-pro';

/**
 * What is searched is text as people type it: width, case, blanks and brackets make no difference, 〔2021〕 and [2021] are
 * the same. Two characters side by side are one term; an index over sets of terms is all that is asked of Postgres.
 */
export const asTyped = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{S}\p{Z}\p{Cc}]/gu, '');

/** Every two characters side by side; a single one stands for itself. */
export function pairsIn(text: string): string[] {
  const characters = [...text];
  if (characters.length < 2) return characters;
  return [...new Set(characters.slice(1).map((character, at) => `${characters[at]}${character}`))];
}

const HAN = /\p{Script=Han}/u;

/** 拼音首字母: `cxjmyl` for 城乡居民养老; what is no Chinese character stays. `''` where there is none. */
export const initialsOf = (text: string): string =>
  HAN.test(text) ? asTyped(pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('')) : '';

/** An exact thing among the terms: an amount in fen, an id, a person who acted. */
export const amountTerm = (fen: bigint | string): string => `fen:${fen}`;
export const idTerm = (id: string): string => `id:${id}`;
export const actedTerm = (personId: string): string => `by:${personId}`;
/** Initials are no text: they have terms of their own. */
export const initialTerms = (initials: string): string[] => pairsIn(initials).map((pair) => `py:${pair}`);
