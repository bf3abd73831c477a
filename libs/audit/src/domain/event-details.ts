import { formatYuanGrouped } from '@bofu/kernel';
import type { Occurrence, EventFacts } from './event-facts';

/**
 * What an event says beside its name, in one Chinese line with its figures: `所属期 2021-10，75,587 人，8,541,331.00 元`.
 * Put together from the fields events share, so that a new kind of event needs no change here.
 */
export function detailsOf({ data }: Pick<Occurrence, 'data'>, facts: Pick<EventFacts, 'amountFen' | 'period'>): string {
  const field = (name: string): string | null => spoken(data[name]);
  const named = (words: string, name: string): string | null => {
    const text = field(name);
    return text === null ? null : `${words}${text}`;
  };
  const within = (name: string, inner: string): string | null =>
    spoken((data[name] as Occurrence['data'] | null)?.[inner]);
  const parts = [
    field('programmeName') ?? field('name'),
    named('文件 ', 'fileName'),
    counted(data['programmes'], '个项目'),
    facts.period === null ? null : `所属期 ${facts.period}`,
    counted(data['headcount'], '人'),
    ...listed(data['rates'], (rate) => inYuan(rate['amountFen'], '每人 ')),
    facts.amountFen === null ? null : `${formatYuanGrouped(BigInt(facts.amountFen))} 元`,
    ...listed(data['checkpoints'], checkpoint),
    Array.isArray(data['targets']) ? counted(data['targets'].length, '项目标') : null,
    named('转自 ', 'from'),
    named('转至 ', 'to'),
    within('payee', 'name'),
    field('purpose'),
    within('documentNumber', 'printed'),
    named('支付凭证号 ', 'voucherNumber'),
    field('reason'),
  ];
  return parts.filter((part) => part !== null).join('，');
}

const spoken = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const counted = (value: unknown, unit: string): string | null =>
  typeof value === 'number' ? `${value.toLocaleString('en')} ${unit}` : null;

const listed = (value: unknown, say: (line: Occurrence['data']) => string | null): (string | null)[] =>
  Array.isArray(value)
    ? value.map((line: unknown) => (typeof line === 'object' && line !== null ? say(line as Occurrence['data']) : null))
    : [];

const inYuan = (value: unknown, before: string): string | null =>
  typeof value === 'string' && /^\d{1,18}$/.test(value) ? `${before}${formatYuanGrouped(BigInt(value))} 元` : null;

/** Shares are basis points; a blank printed in the document stays a blank. */
function checkpoint({ on, cumulativeShare }: Occurrence['data']): string | null {
  if (typeof on !== 'string') return null;
  return `${on} ${typeof cumulativeShare === 'number' ? `${cumulativeShare / 100}%` : '空白'}`;
}
