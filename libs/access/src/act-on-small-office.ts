import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { rightsAggregate, smallOfficeAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { isAdministration } from './domain/posts';
import { refuse } from './domain/refusals';
import { holdsSeveralAdministrations, isInForce } from './domain/rights';
import type { LeansOnSmallOffice, SmallOfficeCommand } from './domain/small-office';

export type SmallOfficeAct =
  | { readonly type: 'propose-small-office' | 'decline-small-office' | 'end-small-office'; readonly reason: string }
  | { readonly type: 'confirm-small-office' };

export class ActOnSmallOffice extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly act: SmallOfficeAct,
  ) {
    super();
  }
}

/** 小单位模式: proposed, confirmed or declined, and ended, for one agency. It begins and ends on the day it is recorded. */
@CommandHandler(ActOnSmallOffice)
export class ActOnSmallOfficeHandler implements ICommandHandler<ActOnSmallOffice> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, act }: ActOnSmallOffice): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const today = recordedOn(context);
    if (this.directory.agency(agencyId, today) === null) return refuse('agency-not-found', { agencyId });
    const aggregate = smallOfficeAggregate(agencyId);
    return runDecisions(this.store, context, { stream: aggregate.stream, command: act }, async (decisions) => {
      await decisions.load(aggregate);
      await decisions.decide(aggregate, await this.commandOf(act, decisions, today));
    });
  }

  private async commandOf(act: SmallOfficeAct, decisions: Decisions, today: BusinessDate): Promise<SmallOfficeCommand> {
    if (act.type === 'confirm-small-office') return { ...act, from: today };
    if (act.type !== 'end-small-office') return { type: act.type, reason: act.reason };
    return { type: act.type, reason: act.reason, until: today, ...(await this.leaning(decisions, today)) };
  }

  /** By the administrators' own streams: none of them loses or gains a post while the mode ends. */
  private async leaning({ load }: Decisions, today: BusinessDate): Promise<LeansOnSmallOffice> {
    const holders = new Set(
      this.directory.grants().flatMap(({ post, personId }) => (isAdministration(post) ? [personId] : [])),
    );
    let [administrators, holdingSeveral] = [0, 0];
    for (const personId of holders) {
      const rights = await load(rightsAggregate(personId, this.directory.personAnywhere(personId)?.agencyId ?? null));
      const inOffice = [...rights.values()].filter((grant) => isInForce(grant, today));
      if (inOffice.some(({ post }) => post === 'security-administrator')) administrators += 1;
      if (holdsSeveralAdministrations(rights)) holdingSeveral += 1;
    }
    return { administrators, holdingSeveral };
  }
}
