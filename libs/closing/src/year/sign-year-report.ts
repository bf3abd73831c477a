import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { yearAggregate } from '../closing-aggregate';
import { refuse } from '../domain/refusals';
import { yearReportDigest } from './year-report';

export class SignYearReport extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly fiscalYear: number,
    /** The digest of the report she was shown. */
    readonly seenDigest: string,
  ) {
    super();
  }
}

/** 签署年度报表: by the post somebody acts from. */
@CommandHandler(SignYearReport)
export class SignYearReportHandler implements ICommandHandler<SignYearReport> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, fiscalYear, seenDigest }: SignYearReport): Promise<DecisionResult> {
    const { agencyId } = context;
    const intent = { fiscalYear, seenDigest, command: 'sign-year-report' };
    return runDecisions(this.store, context, intent, async (decisions) => {
      const year = yearAggregate(agencyId, fiscalYear);
      await decisions.load(year);
      const reportDigest = await yearReportDigest(decisions, agencyId, fiscalYear);
      if (reportDigest === null) return refuse('year-december-open', { fiscalYear });
      await decisions.decide(year, { type: 'sign-year-report', reportDigest, seenDigest });
    });
  }
}
