import { hasBirthday } from './identity-number';
import { refuse, type PersonLike, type TextField } from './kernel-refusals';

/** No part of a longer code, and no amount: `¥13800138000`, `13800138000.00`, `13800138000元`. */
const standing = (digits: string): RegExp =>
  new RegExp(`(?<![0-9A-Za-z]|¥\\s?)${digits}(?![0-9A-Za-z]|\\.\\d|\\s?[万亿]*元)`, 'g');

const EIGHTEEN = standing('[1-9](?:[ -]?\\d){16}[ -]?[\\dXx]');
const FIFTEEN = standing('[1-9]\\d{5}\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}');
const MOBILE = standing('1[3-9]\\d[ -]?\\d{4}[ -]?\\d{4}');
/** In one piece or in fours. No issuer's number begins with 1 or 2, as days and years do. */
const CARD = standing('[3-9]\\d{3}(?:\\d{12,15}|(?:([ -])\\d{4})(?:\\1\\d{4}){2}(?:\\1\\d{1,3})?)');

/** ISO/IEC 7812: from the right, every second digit counts twice, the sum of its digits. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    const counted = Number(digit) * (at % 2 === 0 ? 1 : 2);
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

/** Born in the last or in this century; what the check character says is not looked at. */
const isOfPerson = (number: string): boolean => /^(19|20)/.test(number.slice(6)) && hasBirthday(number);

const LOOKS: readonly (readonly [PersonLike, RegExp, (number: string) => boolean])[] = [
  ['identity-number', EIGHTEEN, isOfPerson],
  ['identity-number', FIFTEEN, () => true],
  ['mobile-number', MOBILE, () => true],
  ['bank-card', CARD, passesLuhn],
];

/**
 * The first number in a text that may be a person's, by its last four places; `null` where there is none. That it is one
 * cannot be told for certain: whoever writes it is asked. An identity number that is certain is refused (`identity-number`).
 */
export function personLikeNumberIn(text: string): { readonly looksLike: PersonLike; readonly ending: string } | null {
  const written = text.normalize('NFKC');
  for (const [looksLike, shape, holds] of LOOKS)
    for (const [found] of written.matchAll(shape)) {
      const number = found.replace(/[ -]/g, '').toUpperCase();
      if (holds(number)) return { looksLike, ending: number.slice(-4) };
    }
  return null;
}

/** What somebody writes in words of her own, each under the name of its field. */
export interface Written {
  readonly field: TextField;
  readonly line?: number;
  readonly text: string | null;
}

/**
 * 疑似个人信息: what is recorded stays for ever. A stated reason lets a number by, and must not hold one itself.
 * Refuses `looks-like-personal-data`.
 */
export function askAboutNumbers(written: readonly Written[], confirmation: string | null): void {
  const asked: readonly Written[] = confirmation === null ? written : [{ field: 'confirmation', text: confirmation }];
  for (const { field, line = null, text } of asked) {
    const found = text === null ? null : personLikeNumberIn(text);
    if (found !== null) refuse('looks-like-personal-data', { field, line, ...found });
  }
}
