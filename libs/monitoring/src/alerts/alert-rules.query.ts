import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore, type Position } from '@bofu/event-store';
import { alertRuleDecider, shippedThresholds, type AlertRuleEvent, type ThresholdVersion } from '../domain/alert-rule';
import { alertRuleAggregate } from './alert-book';
import { ALERT_RULES } from './catalogue';
import type { AlertRule } from './rule';

/** A rule with every version its thresholds have had, and who set it. */
export interface AlertRuleStanding {
  readonly rule: AlertRule;
  readonly versions: readonly (ThresholdVersion & {
    readonly setBy: string | null;
    readonly recordedAt: string | null;
  })[];
}

/** The catalogue and all versions of its thresholds, as known at a position; everything there is for `null`. */
export class AskAlertRules extends Query<AlertRuleStanding[]> {
  constructor(readonly knownAt: Position | null = null) {
    super();
  }
}

/** Read from the rules' own streams: there is one for each, with an event or two, and nothing to wait for. */
@QueryHandler(AskAlertRules)
export class AskAlertRulesHandler implements IQueryHandler<AskAlertRules> {
  constructor(private readonly store: EventStore) {}

  execute({ knownAt }: AskAlertRules): Promise<AlertRuleStanding[]> {
    return Promise.all(
      ALERT_RULES.map(async (rule) => {
        const { events } = await this.store.readStream(alertRuleAggregate(rule).stream);
        const known = events.filter(({ position }) => knownAt === null || position <= knownAt);
        const { versions } = known.reduce(
          (state, recorded) => alertRuleDecider(rule).evolve(state, recorded as unknown as AlertRuleEvent),
          shippedThresholds(rule),
        );
        return {
          rule,
          versions: versions.map((version, at) => ({
            ...version,
            setBy: known[at - 1]?.metadata['actor'] ?? null,
            recordedAt: known[at - 1]?.metadata['recordedAt'] ?? null,
          })),
        };
      }),
    );
  }
}
