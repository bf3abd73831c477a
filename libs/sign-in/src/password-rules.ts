import { dictionary } from '@zxcvbn-ts/language-common';
import { refuse } from './sign-in-refusals';

export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

const KNOWN_BAD: ReadonlySet<string> = new Set(dictionary['passwords-common'] as readonly string[]);
const OF_THE_TRADE = ['bofu', '拨付', 'password', 'admin', '人社', '财政', '管理员', '密码'];

/**
 * A password by length and by what everybody tries first; no rules of composition (OWASP ASVS 5.0, 6.2.5). Answers as
 * it is to be hashed. Throws Refusal `password-too-short`, `password-too-long`, `password-known`.
 *
 * @param personal the login and the name: what is known of whose it is
 */
export function soundPassword(written: string, personal: readonly string[]): string {
  const password = written.normalize('NFC');
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return refuse('password-too-short', { shortest: SHORTEST_PASSWORD });
  if (length > LONGEST_PASSWORD) return refuse('password-too-long', { longest: LONGEST_PASSWORD });
  return isKnown(password.toLowerCase(), personal) ? refuse('password-known', {}) : password;
}

/** A word everybody tries, as it is, said over and over, or with figures and marks around it; or one's own name so. */
function isKnown(password: string, personal: readonly string[]): boolean {
  const period = smallestPeriod(password);
  const core = period.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const words = [...OF_THE_TRADE, ...personal.map((word) => word.toLowerCase())];
  return (
    new Set(password).size < 5 ||
    isRow(period) ||
    [password, period, core, smallestPeriod(core)].some((part) => KNOWN_BAD.has(part) || words.includes(part))
  );
}

/** `abcabc` is `abc`. */
function smallestPeriod(text: string): string {
  for (let length = 1; length <= text.length / 2; length += 1)
    if (text.length % length === 0 && text.slice(0, length).repeat(text.length / length) === text)
      return text.slice(0, length);
  return text;
}

/** `1234567890`, `abcdefgh`: each character beside the one before. */
function isRow(text: string): boolean {
  const steps = [...text].slice(1).map((character, at) => character.charCodeAt(0) - text.charCodeAt(at));
  return steps.length > 3 && steps.filter((step) => Math.abs(step) === 1).length >= steps.length - 1;
}
