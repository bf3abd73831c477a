import { appropriationAggregate } from '@bofu/budget';
import { nameOn, payeeAggregate, requireRegistered } from '@bofu/payee';
import {
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
  type EventStore,
} from '@bofu/event-store';
import type { Payee } from '../domain/payment-events';
import type { PayoutSchemeCommand, SchemeContent, SchemeLine } from '../domain/payout-scheme';
import { payoutSchemeAggregate } from './payout-scheme-aggregate';

/** Whom its runs pay: of the register, or written down. */
export type SchemePayee = Payee | { readonly payeeId: string };

/** A scheme as a clerk writes it down: whose year each line is of, the appropriation itself says. */
export type WrittenScheme = Omit<SchemeContent, 'lines' | 'payee' | 'payeeId'> & {
  readonly payee: SchemePayee;
  readonly lines: readonly Omit<SchemeLine, 'fiscalYear'>[];
};

export function setPayoutScheme(
  store: EventStore,
  context: CommandContext,
  type: PayoutSchemeCommand['type'],
  schemeId: string,
  scheme: WrittenScheme,
): Promise<DecisionResult> {
  const own = payoutSchemeAggregate(schemeId);
  return runDecisions(store, context, { type, schemeId, scheme }, async ({ load, decide }) => {
    // First of all its own stream: the version the caller has seen is that of the scheme.
    await load(own);
    const lines: SchemeLine[] = [];
    for (const line of scheme.lines) {
      const found = await load(appropriationAggregate(line.appropriationId));
      lines.push({ ...line, fiscalYear: found.situation === 'issued' ? found.terms.fiscalYear : null });
    }
    await decide(own, { type, ...scheme, ...(await payeeNamed(load, context, scheme.payee)), lines });
  });
}

async function payeeNamed(load: Decisions['load'], context: CommandContext, asked: SchemePayee) {
  if (!('payeeId' in asked)) return { payee: asked, payeeId: null };
  const { payeeId } = asked;
  const found = requireRegistered(payeeId, await load(payeeAggregate(payeeId)));
  return { payee: { kind: found.kind, name: nameOn(found, recordedOn(context)) }, payeeId };
}
