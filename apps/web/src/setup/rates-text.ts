import type { Programme } from '../payments/programmes';
import { words } from '../words';

/** The rates of a standard, in words. */
export const ratesText = ({ rates }: Pick<Programme['standards'][number], 'rates'>): string =>
  rates.map(({ label, amount, per }) => `${label} ${amount} 元/${words.ratePer[per]}`).join('，') || '据实，无单价';
