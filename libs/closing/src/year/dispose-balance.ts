import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  appropriationAggregate,
  appropriationKeyOf,
  closesOutOn,
  issueAppropriation,
  type Issue,
  type IssuedAppropriation,
} from '@bofu/budget';
import {
  claimHolder,
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import { Refusal, type BusinessDate, type DocumentNumber, type Fen, type YearEndDisposal } from '@bofu/kernel';
import { yearAggregate } from '../closing-aggregate';
import { refuse } from '../domain/refusals';

export interface Balance {
  readonly appropriationId: string;
  readonly disposal: YearEndDisposal;
  readonly amountFen: Fen;
  /** The next year's 结转 where it has been issued already, e.g. with the budget's file; else it is issued along. */
  readonly carriedTo: string | null;
  /** 文号 of finance; that of 结转 may come later. */
  readonly documentNumber: DocumentNumber | null;
  readonly documentDate: BusinessDate | null;
  readonly reason: string;
}

export class DisposeOfBalance extends Command<DecisionResult & { readonly carriedTo: string | null }> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    readonly balance: Balance,
  ) {
    super();
  }
}

/**
 * 指标结转结余: what is left of an appropriation leaves its year, and what is carried over enters the next one under its own
 * 文号 and with the year it was formed in. Both sides and the year's word on it are one append, equal to the fen.
 */
@CommandHandler(DisposeOfBalance)
export class DisposeOfBalanceHandler implements ICommandHandler<DisposeOfBalance> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, fiscalYear, balance }: DisposeOfBalance) {
    const { agencyId } = context;
    const today = recordedOn(context);
    if (today < closesOutOn({ fiscalYear })) refuse('year-not-over', { fiscalYear, today });
    let carriedTo: string | null = null;
    const result = await runDecisions(this.store, context, { fiscalYear, balance }, async (decisions) => {
      const { load, decide } = decisions;
      const year = yearAggregate(agencyId, fiscalYear);
      // Said first: whoever looks for money in locked books should learn that they are locked.
      if ((await load(year)).lock !== null) refuse('year-locked', { fiscalYear });
      const { appropriationId, amountFen, disposal, documentNumber, documentDate, reason } = balance;
      const own = appropriationAggregate(appropriationId);
      const left = await load(own);
      if (left.situation === 'not-issued' || left.terms.fiscalYear !== fiscalYear)
        throw new Refusal('appropriation-not-found', { appropriationId });
      carriedTo = disposal === 'carried-over' ? await carryOver(decisions, context, left, balance) : null;
      await decide(own, {
        ...{ type: 'close-out-balance', amountFen, disposal, carriedTo, documentNumber, documentDate, reason },
        confirmation: context.confirmation ?? null,
      });
      await decide(year, { type: 'dispose-balance', appropriationId, disposal, amountFen, carriedTo, reason });
    });
    return { ...result, carriedTo };
  }
}

/** The next year's appropriation: the one named, if it is this balance's other side, or one issued here. */
async function carryOver(
  decisions: Decisions,
  context: CommandContext,
  { terms }: IssuedAppropriation,
  { amountFen, carriedTo, documentNumber, documentDate }: Balance,
): Promise<string> {
  const { fiscalYear, formedIn } = terms;
  if (formedIn < fiscalYear && context.confirmation === undefined)
    refuse('carry-over-second-year', { formedIn, fiscalYear });
  if (carriedTo !== null) {
    await requireOtherSide(decisions, context.agencyId, terms, amountFen, carriedTo);
    return carriedTo;
  }
  const { programmeId, programmeCode: _, programmeName: __, ...asBefore } = terms;
  const issue: Issue = {
    ...asBefore,
    ...{ programme: { programmeId }, fiscalYear: fiscalYear + 1, issuedAs: 'carry-over', batch: 1 },
    ...{ effectiveOn: closesOutOn(terms), amountFen, documentNumber, documentDate, sources: [] },
  };
  const batch = await nextBatch(decisions, context.agencyId, { programmeId, ...issue });
  return (await issueAppropriation(decisions, context, { ...issue, batch })).appropriationId;
}

/** Part by part, a balance may be carried over more than once. */
async function nextBatch(
  decisions: Decisions,
  agencyId: string,
  terms: Omit<Parameters<typeof appropriationKeyOf>[0], 'batch'>,
): Promise<number> {
  for (let batch = 1; ; batch += 1) {
    const key = appropriationKeyOf({ ...terms, batch });
    if ((await claimHolder(decisions, { agencyId, kind: 'appropriation', key })) === null) return batch;
  }
}

async function requireOtherSide(
  { load }: Decisions,
  agencyId: string,
  { programmeId, fiscalYear, formedIn, fundingLevel }: IssuedAppropriation['terms'],
  amountFen: Fen,
  carriedTo: string,
): Promise<void> {
  const other = await load(appropriationAggregate(carriedTo));
  const { disposed } = await load(yearAggregate(agencyId, fiscalYear));
  if (
    other.situation === 'not-issued' ||
    other.terms.issuedAs !== 'carry-over' ||
    other.terms.programmeId !== programmeId ||
    other.terms.fiscalYear !== fiscalYear + 1 ||
    other.terms.formedIn !== formedIn ||
    other.terms.fundingLevel !== fundingLevel ||
    disposed.some((one) => one.carriedTo === carriedTo)
  )
    return refuse('not-carried-over', { appropriationId: carriedTo });
  if (other.initialFen !== amountFen) refuse('carried-to-another', { amountFen, issuedFen: other.initialFen });
}
