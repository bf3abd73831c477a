const UNSEEN = String.raw`[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]`;
/** A joiner that makes one emoji of two. */
const JOINS_EMOJI = String.raw`(?<=\p{Extended_Pictographic}\p{Emoji_Modifier}?)\u200D(?=\p{Extended_Pictographic})`;
const FIRST_UNSEEN = new RegExp(`(?!${JOINS_EMOJI})${UNSEEN}`, 'u');
const EVERY_UNSEEN = new RegExp(UNSEEN, 'gu');
/** Letters, digits, punctuation and signs; private use too, where rare characters of names live. Braille's blank is none. */
const SEEN = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}\p{Co}]/u;

/**
 * The first character that nobody can see, or that makes text read unlike it is: controls, marks of direction, blanks
 * without width, fillers, half characters. By its code point, `U+200B`. One rule for every way in.
 */
export function firstUnseen(text: string): string | null {
  const unseen = FIRST_UNSEEN.exec(text)?.[0];
  return unseen === undefined ? null : `U+${(unseen.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

export const hasSomethingToSee = (text: string): boolean => SEEN.test(text);

/**
 * What arrived, short enough to repeat to a person, with � for every invisible mark. Anything but text is named by its
 * type, because an object from outside may not even convert.
 */
export const received = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 40).replace(EVERY_UNSEEN, '\uFFFD') : typeof value;
