import { parseDocumentNumber } from '@bofu/kernel';
import type { FlagReason } from './figure';

/** What a name says about the document behind it. */
export type DocumentNumberSaid =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly printed: string; readonly normalized: string }
  | {
      readonly kind: 'unclear';
      readonly reason: FlagReason;
      readonly printed: string;
      readonly readings: readonly string[];
    };

const HAN = String.raw`\p{Script=Han}`;
const OPEN = '[〔【\\[（(]';
const CLOSE = '[〕】\\]）)]';
/** The issuing office is what stands before year or bracket; how far it goes back, only a blank or a sign can tell. */
const BRACKETED = new RegExp(
  `(${HAN}+)\\s*(?:${OPEN}\\s*((?:19|20)\\d{2})\\s*年?${CLOSE}\\s*第?\\s*0*([1-9]\\d{0,6})\\s*号|((?:19|20)\\d{2})${OPEN}0*([1-9]\\d{0,6})${CLOSE}\\s*号)`,
  'gu',
);
const RUN_TOGETHER = new RegExp(
  `(${HAN}*财${HAN}{0,3})${OPEN}?((?:19|20)\\d{2})(\\d{1,4})(号|(?!\\d|年|${CLOSE}))`,
  'u',
);
/** 某财社, 保财社, 满办字: a place, an office, a series. Longer runs of characters are words in front of it. */
const OFFICE = /^\p{Script=Han}{1,3}(?:财|人社|民|府办?|政办?|办|发改|教|卫|农|退役)\p{Script=Han}{0,3}$/u;
const LONGEST_OFFICE = 6;

export function documentNumberIn(name: string): DocumentNumberSaid {
  const found = [...name.matchAll(BRACKETED)];
  if (found.length > 1) {
    const readings = found.map(([whole]) => whole.trim());
    if (new Set(readings).size > 1) {
      return { kind: 'unclear', reason: 'document-number-several', printed: readings.join('、'), readings };
    }
  }
  const [first] = found;
  if (first) {
    const office = first[1] ?? '';
    const printed = first[0].trim();
    const year = first[2] ?? first[4] ?? '';
    const number = first[3] ?? first[5] ?? '';
    if (office.length <= LONGEST_OFFICE && OFFICE.test(office)) {
      return {
        kind: 'one',
        printed,
        normalized: parseDocumentNumber(printed).normalized ?? `${office}〔${year}〕${number}号`,
      };
    }
    const readings = [3, 4].map((length) => `${office.slice(-length)}〔${year}〕${number}号`);
    return { kind: 'unclear', reason: 'document-number-glued', printed, readings };
  }
  const run = RUN_TOGETHER.exec(name);
  if (!run) return { kind: 'none' };
  const [, office = '', year = '', number = ''] = run;
  return {
    kind: 'unclear',
    reason: 'document-number-run-together',
    printed: run[0],
    readings: [`${office}〔${year}〕${number}号`, `${office}${year}${number}号`],
  };
}
