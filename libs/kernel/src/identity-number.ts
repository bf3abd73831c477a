import { refuse } from './kernel-refusals';

/** 18 characters, perhaps in groups, that are no part of a longer code. */
const EIGHTEEN = /(?<![0-9A-Za-z])[1-9](?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])/g;
const CHECKS = '10X98765432';

/** ISO 7064 MOD 11-2: the weight of each place is two to the number of places behind it. */
function isChecked(number: string): boolean {
  let sum = 0;
  for (const digit of number.slice(0, 17)) sum = ((sum + Number(digit)) * 2) % 11;
  return CHECKS[sum] === number[17];
}

export const hasBirthday = (number: string): boolean => {
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  return year! >= 1850 && year! < 2150 && month! >= 1 && month! <= 12 && day! >= 1 && day! <= 31;
};

/**
 * 公民身份号码 (GB 11643—1999) standing in a text, as 18 characters; `null` where there is none whose birthday and check
 * character are right.
 */
export function identityNumberIn(text: string): string | null {
  for (const [found] of text.normalize('NFKC').matchAll(EIGHTEEN)) {
    const number = found.replace(/[ -]/g, '').toUpperCase();
    if (hasBirthday(number) && isChecked(number)) return number;
  }
  return null;
}

/** What is recorded stays for ever, so that nobody's number gets in by the way. Refuses `identity-number`, not repeating it. */
export function refuseIdentityNumber(text: string): void {
  const number = identityNumberIn(text);
  if (number !== null) refuse('identity-number', { ending: number.slice(-4) });
}
