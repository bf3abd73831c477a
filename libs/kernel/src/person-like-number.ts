import { hasBirthday } from './identity-number';

/** What a number in a text looks like: an identity number of 18 or the old 15 places, a mobile phone, a bank card. */
export const PERSON_LIKE = ['identity-number', 'mobile-number', 'bank-card'] as const;
export type PersonLike = (typeof PERSON_LIKE)[number];

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
