import { fenFromDigits, type ArrivedFunds, type DocumentNumber } from '@bofu/kernel';
import type { AppropriationEvent } from './appropriation-events';

/** One arrival 到位, as its last correction says it. */
export interface FundsArrival extends ArrivedFunds {
  readonly arrivalId: string;
  readonly account: string;
  readonly reference: string | null;
  readonly documentNumber: DocumentNumber | null;
  /** Why it was corrected for the last time; `null` where it stands as it was entered. */
  readonly correctedFor: string | null;
}

type ArrivalEvent = Extract<AppropriationEvent, { type: 'FundsArrived' | 'FundsArrivalCorrected' }>;

/** What stands of the arrivals of an appropriation, in the order they were first entered in. */
export function arrivalsAfter(
  arrivals: ReadonlyMap<string, FundsArrival>,
  { type, data }: ArrivalEvent,
): ReadonlyMap<string, FundsArrival> {
  const { arrivalId, arrivedOn, account, reference, documentNumber } = data;
  const correctedFor = type === 'FundsArrivalCorrected' ? data.reason : null;
  const amountFen = fenFromDigits(data.amountFen);
  return new Map(arrivals).set(arrivalId, {
    ...{ arrivalId, arrivedOn, amountFen, account, reference, documentNumber, correctedFor },
  });
}
