import type { Payment } from './payments-query';

/** As many as are read at a glance. */
const MOST = 10;

/**
 * What was written last, each once: what was said to the payee before what was said to others.
 *
 * @param payments the latest first
 */
export function latestPurposes(
  payments: readonly Pick<Payment, 'purpose' | 'payee' | 'submittedOn'>[],
  payeeName: string,
): readonly { readonly purpose: string; readonly lastOn: string; readonly payee: string }[] {
  const isHers = ({ payee }: Pick<Payment, 'payee'>): boolean => payee.name === payeeName.trim();
  const seen = new Set<string>();
  return [...payments.filter(isHers), ...payments.filter((payment) => !isHers(payment))]
    .flatMap(({ purpose, payee, submittedOn }) => {
      if (seen.has(purpose)) return [];
      seen.add(purpose);
      return [{ purpose, lastOn: submittedOn, payee: payee.name }];
    })
    .slice(0, MOST);
}
