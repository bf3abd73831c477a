import type { Period } from '@bofu/kernel';
import type { ExecutionState } from '@bofu/monitoring';

/** All that a line can say, worst first: of its plan, its forecast and what stands against it. */
export const SHOWN_STATES = [
  'short',
  'alerted',
  'unpaid',
  'behind',
  'short-later',
  'ahead',
  'on-plan',
  'completed',
  'not-due',
] as const satisfies readonly (ExecutionState | 'short' | 'alerted' | 'short-later')[];
/** 不足, 红色预警, 未拨, 滞后, 将不足, 超前, 正常, 已完成, 未到计划. */
export type ShownState = (typeof SHOWN_STATES)[number];

const RANK = new Map(SHOWN_STATES.map((state, rank) => [state, rank] as const));

export const rankOf = (state: ShownState): number => RANK.get(state) ?? SHOWN_STATES.length;

/**
 * The worst of what a line could say: a pot that cannot pay this month is not 超前, however far it is ahead of its plan.
 *
 * @param shortIn the first month the money will not suffice for; `null` where it lasts
 * @param month that of the day in sight
 */
export function shownStateOf(
  planned: ExecutionState,
  shortIn: Period | null,
  month: Period,
  hasRedAlert: boolean,
): ShownState {
  const said: readonly ShownState[] = [
    planned,
    ...(shortIn === null ? [] : [shortIn <= month ? ('short' as const) : ('short-later' as const)]),
    // 未拨 is red already, and says more.
    ...(hasRedAlert && planned !== 'unpaid' ? ['alerted' as const] : []),
  ];
  return said.reduce((worst, each) => (rankOf(each) < rankOf(worst) ? each : worst));
}
