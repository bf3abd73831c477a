import { unreachable, type BusinessDate, type By, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';

/**
 * 小单位模式: an agency with too few people for two security administrators says so, on record: one proposes it, another
 * confirms. From then on 监管, 审计 or somebody of the agencies above may be the second person of a grant, and one person
 * may hold the posts of administration. Nobody is let off signing: three people sign a payment all the same.
 */
export interface SmallOfficeSpan {
  readonly from: BusinessDate;
  /** The last day; `null` while it is in force. */
  readonly until: BusinessDate | null;
}

export type SmallOfficeEvent =
  | DomainEvent<'SmallOfficeProposed', { readonly reason: string }>
  | DomainEvent<
      'SmallOfficeDeclared',
      { readonly from: BusinessDate; readonly proposedBy: string; readonly reason: string }
    >
  | DomainEvent<'SmallOfficeDeclined', { readonly reason: string }>
  | DomainEvent<'SmallOfficeEnded', { readonly until: BusinessDate; readonly reason: string }>;

/** What would be left without a rule to stand on if the mode ended. */
export interface LeansOnSmallOffice {
  /** Security administrators in office. */
  readonly administrators: number;
  /** How many people hold, or are proposed for, several posts of administration at once. */
  readonly holdingSeveral: number;
}

export type SmallOfficeCommand =
  | { readonly type: 'propose-small-office' | 'decline-small-office'; readonly reason: string }
  | { readonly type: 'confirm-small-office'; readonly from: BusinessDate }
  | ({ readonly type: 'end-small-office'; readonly until: BusinessDate; readonly reason: string } & LeansOnSmallOffice);

export interface SmallOffice {
  readonly proposal: { readonly proposedBy: string; readonly reason: string } | null;
  /** In the order they began. */
  readonly spans: readonly (SmallOfficeSpan & { readonly reason: string })[];
}

export const smallOfficeDecider: Decider<SmallOffice, SmallOfficeCommand, SmallOfficeEvent> = {
  initial: { proposal: null, spans: [] },
  decide,
  evolve,
};

/** Whether it is in force now, whatever the day: what rights are judged by when they change. */
export const isSmallOffice = ({ spans }: SmallOffice): boolean => spans.at(-1)?.until === null;

/** When it was in force between two days, both included. */
export const smallOfficeBetween = (
  { spans }: SmallOffice,
  from: BusinessDate,
  until: BusinessDate,
): readonly SmallOfficeSpan[] =>
  spans
    .filter((span) => span.from <= until && (span.until === null || from <= span.until))
    .map((span) => ({ from: span.from, until: span.until }));

function decide(state: SmallOffice, command: SmallOfficeCommand, by: By): readonly SmallOfficeEvent[] {
  if (by.mode !== 'office' || by.post !== 'security-administrator')
    refuse('small-office-needs-security-administrator', {});
  const { proposal } = state;
  switch (command.type) {
    case 'propose-small-office':
      if (isSmallOffice(state)) return refuse('small-office-in-force', {});
      if (proposal !== null) return refuse('small-office-proposed', {});
      return [{ type: 'SmallOfficeProposed', data: { reason: command.reason } }];
    case 'confirm-small-office':
      if (proposal === null) return refuse('small-office-not-proposed', {});
      if (proposal.proposedBy === by.personId) return refuse('small-office-needs-second-person', {});
      return [{ type: 'SmallOfficeDeclared', data: { from: command.from, ...proposal } }];
    case 'decline-small-office':
      if (proposal === null) return refuse('small-office-not-proposed', {});
      return [{ type: 'SmallOfficeDeclined', data: { reason: command.reason } }];
    case 'end-small-office': {
      const { until, reason, administrators, holdingSeveral } = command;
      if (!isSmallOffice(state)) return refuse('small-office-not-in-force', {});
      if (administrators < 2 || holdingSeveral > 0)
        return refuse('small-office-still-needed', { administrators, holdingSeveral });
      return [{ type: 'SmallOfficeEnded', data: { until, reason } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: SmallOffice, event: SmallOfficeEvent, by: By): SmallOffice {
  switch (event.type) {
    case 'SmallOfficeProposed':
      return { ...state, proposal: { proposedBy: by.personId, reason: event.data.reason } };
    case 'SmallOfficeDeclared': {
      const { from, reason } = event.data;
      return { proposal: null, spans: [...state.spans, { from, until: null, reason }] };
    }
    case 'SmallOfficeDeclined':
      return { ...state, proposal: null };
    case 'SmallOfficeEnded': {
      const { until } = event.data;
      return { ...state, spans: state.spans.map((span) => (span.until === null ? { ...span, until } : span)) };
    }
    default:
      return unreachable(event);
  }
}
