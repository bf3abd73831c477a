import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore, type Position } from '@bofu/event-store';
import { alertRuleAggregate } from './alert-aggregates';
import { alertRuleCodec } from './alerts-codec';
import type { ThresholdVersion } from './domain/alert-rule';
import { ALERT_RULES } from './domain/catalogue';
import type { AlertRule } from './domain/rule';

/** A rule with every version its thresholds have had in an agency, and who set it. */
export interface AlertRuleStanding {
  readonly rule: AlertRule;
  readonly versions: readonly (ThresholdVersion & {
    /** The person's id. */
    readonly setBy: string | null;
    readonly recordedAt: string | null;
  })[];
}

/** The catalogue and all versions of an agency's thresholds, as known at a position; everything there is for `null`. */
export class AskAlertRules extends Query<AlertRuleStanding[]> {
  constructor(
    readonly agencyId: string,
    readonly knownAt: Position | null = null,
  ) {
    super();
  }
}

/** Read from the rules' own streams: there is one for each, with an event or two, and nothing to wait for. */
@QueryHandler(AskAlertRules)
export class AskAlertRulesHandler implements IQueryHandler<AskAlertRules> {
  constructor(private readonly store: EventStore) {}

  execute({ agencyId, knownAt }: AskAlertRules): Promise<AlertRuleStanding[]> {
    return Promise.all(
      ALERT_RULES.map(async (rule) => {
        const { stream, decider } = alertRuleAggregate(agencyId, rule);
        const { events } = await this.store.readStream(stream);
        const known = events
          .filter(({ position }) => knownAt === null || position <= knownAt)
          .map((recorded) => ({ event: alertRuleCodec.decode(recorded), recordedAt: recorded.metadata['recordedAt'] }));
        const { versions } = known.reduce(
          (state, { event }) => decider.evolve(state, event, event.data.by),
          decider.initial,
        );
        return {
          rule,
          versions: versions.map((version, at) => ({
            ...version,
            setBy: known[at - 1]?.event.data.by.personId ?? null,
            recordedAt: known[at - 1]?.recordedAt ?? null,
          })),
        };
      }),
    );
  }
}
