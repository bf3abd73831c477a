import { fenFromDigits, formatBasisPoints, formatYuan, type DocumentNumber } from '@bofu/kernel';
import type { BudgetAct } from './domain/budget-act';

/** An entry of a paper as `POST /v1/papers` takes it. */
export interface EntryAsSent {
  readonly type: BudgetAct['type'];
  readonly appropriationId?: string;
  readonly programmeId?: string;
  /** The earlier entry of the same paper that it is about. */
  readonly entry?: number;
  readonly content: Readonly<Record<string, unknown>>;
  readonly sources: readonly Readonly<Record<string, unknown>>[];
}

const printedOf = (documentNumber: DocumentNumber | null): string | null => documentNumber?.printed ?? null;

/** Written back as it was sent: who enters a returned paper again begins from it. What was recorded of it comes out again. */
export function actAsSent(act: BudgetAct): EntryAsSent {
  const { type, ...recorded } = act;
  const {
    on,
    sources = [],
    ...said
  } = recorded as typeof recorded & {
    readonly on?: EntryOn;
    readonly sources?: readonly object[];
  };
  return {
    type,
    ...(on !== undefined && ('act' in on ? { entry: on.act } : on)),
    content: contentOf(type, said),
    sources: sources.map((source) => ({ ...source })),
  };
}

type EntryOn = { readonly act: number } | { readonly appropriationId: string } | { readonly programmeId: string };

function contentOf(type: BudgetAct['type'], said: object): Readonly<Record<string, unknown>> {
  const { amountFen, documentNumber, checkpoints, rates, elements, programme, ...rest } = said as {
    readonly amountFen?: string;
    readonly documentNumber?: DocumentNumber | null;
    readonly checkpoints?: (BudgetAct & { readonly type: 'adopt-spending-plan' })['checkpoints'];
    readonly rates?: (BudgetAct & { readonly type: 'set-payment-standard' })['rates'];
    readonly elements?: (BudgetAct & { readonly type: 'issue-appropriation' })['elements'];
    readonly programme?: (BudgetAct & { readonly type: 'issue-appropriation' })['programme'];
  };
  return {
    ...rest,
    ...(amountFen !== undefined && { amount: formatYuan(fenFromDigits(amountFen)) }),
    ...(documentNumber !== undefined && { documentNumber: printedOf(documentNumber) }),
    ...(checkpoints && {
      checkpoints: checkpoints.map(({ on, cumulativeShare }) => ({
        on,
        cumulativePercent: cumulativeShare === null ? null : formatBasisPoints(cumulativeShare),
      })),
    }),
    ...(rates && {
      rates: rates.map(({ label, amountFen: each, per }) => ({ label, amount: formatYuan(fenFromDigits(each)), per })),
    }),
    ...(elements && {
      elements: { ...elements, superiorDocumentNumber: printedOf(elements.superiorDocumentNumber) },
    }),
    ...(type === 'issue-appropriation' &&
      programme &&
      ('code' in programme ? { programmeCode: programme.code, programmeName: programme.name } : programme)),
  };
}
