import type { Exported } from './books-by-hand';

/**
 * What is in force on a day, as known at a position, told from the exported events alone: everything said of a thing is
 * laid out by its day, the later recorded over the earlier of the same day, and the last that has begun is read off. It
 * shares no line with the code it is held against.
 */
export interface Said {
  /** Such as `targets p 2021`. */
  readonly of: string;
  readonly from: string;
  /** What tells one version from another. */
  readonly mark: string;
}

/** All that one event says from a day on; nothing for events that set nothing. */
function saidBy({ type, stream, data }: Exported): Said[] {
  const told = (name: string): string => String(data[name]);
  const each = (name: string, of: string): string =>
    (data[name] as Record<string, unknown>[]).map((one) => String(one[of])).join(' ');
  const from = told(type === 'AlertThresholdsSet' ? 'effectiveFrom' : 'effectiveOn');
  switch (type) {
    case 'AppropriationIssued':
      return [{ of: `issued ${told('appropriationId')}`, from, mark: told('appropriationId') }];
    case 'SpendingPlanAdopted':
    case 'SpendingPlanRevised':
      return [{ of: `plan ${told('appropriationId')}`, from, mark: each('checkpoints', 'cumulativeShare') }];
    case 'PaymentStandardSet':
      return [{ of: `standard ${told('programmeId')} ${told('groupId')}`, from, mark: told('headcount') }];
    case 'PerformanceTargetsSet':
      return [{ of: `targets ${told('programmeId')} ${told('fiscalYear')}`, from, mark: each('targets', 'target') }];
    case 'PayoutSchemeDefined':
    case 'PayoutSchemeRevised':
      return [told('fiscalYear'), 'any year'].map((year) => ({
        ...{ of: `scheme ${told('schemeId')} ${year}`, from, mark: told('headcount') },
      }));
    case 'AlertThresholdsSet':
      return [{ of: `thresholds ${stream}`, from, mark: told('reason') }];
    default:
      return [];
  }
}

/** The mark of what is in force, by thing; a thing of which nothing is in force is not there. */
export function inForceByHand(events: readonly Exported[], asOf: string, knownAt: string): ReadonlyMap<string, string> {
  const pages = new Map<string, Map<string, string>>();
  for (const event of events) {
    if (event.position > knownAt) break;
    for (const { of, from, mark } of saidBy(event))
      pages.set(of, (pages.get(of) ?? new Map<string, string>()).set(from, mark));
  }
  return new Map(
    [...pages].flatMap(([of, page]) => {
      const begun = [...page.keys()].filter((from) => from <= asOf).sort();
      const last = begun.at(-1);
      return last === undefined ? [] : [[of, page.get(last) ?? '']];
    }),
  );
}

/** How many events of each stream are known: the revision a change is written against is one less. */
export const lengthByHand = (events: readonly Exported[], stream: string, knownAt: string): number =>
  events.filter((event) => event.stream === stream && event.position <= knownAt).length;
