import { SHOWN_STATES, type ShownState } from './shown-states';

/** What the list was narrowed and ordered to; all of it stands in the address. */
export interface ProgrammesAskedFor {
  readonly department: string | null;
  readonly level: string | null;
  readonly state: ShownState | null;
  readonly text: string;
  readonly order: Order;
}

const ORDERS = ['worst', 'budget', 'settled', 'available', 'rate', 'gap'] as const;
type OrderBy = (typeof ORDERS)[number];

export interface Order {
  readonly by: OrderBy;
  readonly direction: 'ascending' | 'descending';
}

/** As much as the server looks for. */
const LONGEST_TEXT = 100;

export function programmesAskedFor(address: URLSearchParams): ProgrammesAskedFor {
  const state = address.get('state');
  return {
    department: address.get('department'),
    level: address.get('level'),
    state: SHOWN_STATES.find((each) => each === state) ?? null,
    text: [...(address.get('text') ?? '').trim()].slice(0, LONGEST_TEXT).join(''),
    order: orderIn(address.get('order')),
  };
}

/** `budget` and `-budget`; anything else is worst first. */
function orderIn(text: string | null): Order {
  const by = ORDERS.find((order) => order === text?.replace('-', '')) ?? 'worst';
  return { by, direction: text?.startsWith('-') ? 'descending' : 'ascending' };
}

type OrderText = Exclude<OrderBy, 'worst'> | `-${Exclude<OrderBy, 'worst'>}`;

export const orderText = ({ by, direction }: Order): OrderText | null =>
  by === 'worst' ? null : direction === 'descending' ? `-${by}` : by;

/** A click on a header: largest first, then smallest first, then worst first again. */
export function nextOrder(current: Order, by: OrderBy): Order {
  if (current.by !== by) return { by, direction: 'descending' };
  return current.direction === 'descending' ? { by, direction: 'ascending' } : { by: 'worst', direction: 'ascending' };
}
