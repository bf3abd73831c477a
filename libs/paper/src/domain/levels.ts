import type { FundingLevel } from '@bofu/kernel';
import { folded } from './paper-text';

const SAID: readonly (readonly [FundingLevel, RegExp])[] = [
  ['central', /中央/],
  ['provincial', /省级|省财政|省补|省拨|省配套|省本级|自治区/],
  ['municipal', /市级|市财政|市配套|市补|市拨|盟市/],
  ['district', /区级|县级|旗县|区财政|县财政|县配套|区配套|县本级|区本级|县区/],
];
/** Money from somewhere above, without saying where. */
const FROM_ABOVE = /上级|转移支付|提前下达|预拨|彩票|专项资金|补助资金|国家/;

/** The levels that a text names, 自治区 before 区级. */
export function levelsIn(text: string): FundingLevel[] {
  const plain = folded(text);
  return SAID.filter(([, words]) => words.test(plain)).map(([level]) => level);
}

export const speaksOfMoneyFromAbove = (text: string): boolean => FROM_ABOVE.test(folded(text));

/**
 * The level a bureau's own money is of, by its name: a county or a district is 区县级. A name that says only 市 may be
 * a prefecture's or a county-level city's, and is not guessed.
 */
export function ownLevelOf(bureau: string): FundingLevel | null {
  const plain = folded(bureau);
  if (/(?:县|旗|(?<!自治)区)/.test(plain)) return 'district';
  if (/市/.test(plain)) return null;
  return /省|自治区/.test(plain) ? 'provincial' : null;
}
