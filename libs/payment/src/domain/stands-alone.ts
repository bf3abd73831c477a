import { inForceOn, standardsIn, type StandardOnRecord } from '@bofu/kernel';
import { isRunOfMonth } from './charges';
import type { LineData, SubmittedContent } from './payment-events';
import type { PayoutScheme } from './payout-scheme';

/**
 * Whether a run is judged by its own amount and summed up with nothing: it was filled in from a scheme, pays that
 * scheme's payee, and every line is a month's run at the rate of the scheme and of the programme's standard, both as in
 * force. Such a run exists once a month (the month is claimed), and is as large every month.
 */
export function standsAlone(
  { lines, payee, submittedOn }: SubmittedContent,
  scheme: PayoutScheme,
  standardsOf: (programmeId: string) => readonly StandardOnRecord[],
): boolean {
  const version = inForceOn(scheme.versions, submittedOn);
  if (version === null || version.payee.kind !== payee.kind || version.payee.name !== payee.name) return false;
  return lines.every(
    (line) =>
      version.lines.some(
        ({ appropriationId, groupId, rateFen, per }) =>
          appropriationId === line.appropriationId &&
          groupId === line.groupId &&
          rateFen === line.rate?.amountFen &&
          per === line.rate.per,
      ) && isAtStandard(line, standardsOf(line.programmeId)),
  );
}

function isAtStandard({ entry, period, rate, times, groupId }: LineData, standards: readonly StandardOnRecord[]) {
  if (period === null || rate === null || times !== 1 || !isRunOfMonth(entry)) return false;
  return standardsIn({ standards }, period).some(
    (standard) =>
      (standard.groupId === null || standard.groupId === groupId) &&
      standard.rates.some(({ amountFen, per }) => amountFen === rate.amountFen && per === rate.per),
  );
}
