/** Control characters, bidirectional and zero-width marks, lone surrogates: what would make text read unlike it is. */
export const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * What arrived, short enough to repeat to a person, with � for every invisible mark. Anything but text is named by its
 * type, because an object from outside may not even convert.
 */
export const received = (value: unknown): string =>
  typeof value === 'string' ? value.slice(0, 40).replace(INVISIBLE, '\uFFFD') : typeof value;
