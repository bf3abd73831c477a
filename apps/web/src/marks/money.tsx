import { formatWan, formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { useBooks } from '../books/books';
import type { MoneyUnit } from '../books/books-in-address';
import { words } from '../words';

/** 元 text as the interface gives it, for people: `188,967.50` or, in 万元, `18.90`. */
export const moneyText = (yuan: string, unit: MoneyUnit): string =>
  unit === 'wan' ? formatWan(parseYuan(yuan)) : formatYuanGrouped(parseYuan(yuan));

/** What stands beside a table; 万元 with two decimals is rounded, and says so. */
export const unitText = (unit: MoneyUnit): string =>
  unit === 'wan' ? `${words.unit.wan}（四舍五入到百元）` : words.unit.yuan;

/** An amount: aligned figures, minus and red where it is less than nothing, the exact 元 on hover. */
export function Money({ yuan, unit, signed = false }: { yuan: string | null; unit?: MoneyUnit; signed?: boolean }) {
  const { money } = useBooks();
  if (yuan === null) return <span className="nothing">{words.nothing}</span>;
  const amount = parseYuan(yuan);
  const plus = signed && amount > 0n ? '+' : '';
  return (
    <span className={amount < 0n ? 'money money-negative' : 'money'} title={`${formatYuanGrouped(amount)} 元`}>
      {plus}
      {moneyText(yuan, unit ?? money)}
    </span>
  );
}

/** `83.33` → `83.3%`; with `points`, `+3.4` percentage points. One decimal, rounded half away from zero. */
export function Percent({ value, points = false }: { value: string | null; points?: boolean }) {
  if (value === null) return <span className="nothing">{words.nothing}</span>;
  const text = oneDecimal(value);
  const negative = text.startsWith('-');
  if (!points) return <span className="money">{text}%</span>;
  return (
    <span className={negative ? 'money money-negative' : 'money'} title="个百分点">
      {negative || text === '0.0' ? text : `+${text}`}
    </span>
  );
}

/** Two-decimal percent text to one decimal, without a float: `-0.04` is `0.0`. */
export function oneDecimal(percent: string): string {
  const hundredths = BigInt(percent.replace('.', ''));
  const magnitude = ((hundredths < 0n ? -hundredths : hundredths) + 5n) / 10n;
  const digits = magnitude.toString().padStart(2, '0');
  return `${hundredths < 0n && magnitude > 0n ? '-' : ''}${digits.slice(0, -1)}.${digits.slice(-1)}`;
}

/** A number of people: `75,587`. */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
