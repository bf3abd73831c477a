import { addDays, dateOf, formatYuan, monthOf, yearOf, type BusinessDate, type Fen } from '@bofu/kernel';
import type { Entry } from './books';
import { accountsOf, plainLine, type JournalHeader } from './journal';
import { eventNumber } from './numbered-events';

const quoted = (text: string): string => `"${plainLine(text).replaceAll('\\', '＼').replaceAll('"', '”')}"`;

/**
 * The books as a beancount journal, line by line, with the balance of every account at each month's end and after the
 * last entry. Beancount forgives a whole fen in a balance unless told otherwise: the tolerance `~ 0` is what makes an
 * assertion exact.
 */
export function* beancountJournal(header: JournalHeader, entries: Iterable<Entry>): Generator<string> {
  yield `; ${header.title}\n`;
  for (const [label, value] of header.facts) yield `; ${label}：${value}\n`;
  yield '; 核对：bean-check 本文件\n\n';
  yield `option "title" ${quoted(header.title)}\noption "operating_currency" "CNY"\n\n`;
  for (const { account, since } of accountsOf(entries)) yield `${since} open ${account} CNY\n`;

  const balances = new Map<string, Fen>();
  let nextCheck: BusinessDate | null = null;
  let last: BusinessDate | null = null;
  for (const { number, eventId, position, type, on, payee, narration, postings } of entries) {
    while (nextCheck !== null && on >= nextCheck) {
      yield* balancesAtStartOf(nextCheck, balances);
      nextCheck = firstOfNextMonth(nextCheck);
    }
    nextCheck ??= firstOfNextMonth(on);
    last = on;
    yield `\n${on} * ${quoted(payee)} ${quoted(narration)} ^${eventNumber(number)}\n`;
    yield `  event: ${quoted(eventId)}\n  position: ${quoted(position)}\n  type: ${quoted(type)}\n`;
    for (const { account, amountFen, balanceFen } of postings) {
      balances.set(account, balanceFen);
      yield `  ${account}  ${formatYuan(amountFen)} CNY\n`;
    }
  }
  if (last === null || nextCheck === null) return;
  yield* balancesAtStartOf(addDays(last, 1), balances);
  if (nextCheck !== addDays(last, 1)) yield* balancesAtStartOf(nextCheck, balances);
}

/** A balance directive speaks of the start of its day. */
function* balancesAtStartOf(day: BusinessDate, balances: ReadonlyMap<string, Fen>): Generator<string> {
  yield '\n';
  for (const [account, balanceFen] of [...balances].sort(([a], [b]) => (a < b ? -1 : 1)))
    yield `${day} balance ${account}  ${formatYuan(balanceFen)} ~ 0 CNY\n`;
}

const firstOfNextMonth = (date: BusinessDate): BusinessDate =>
  monthOf(date) === 12 ? dateOf(yearOf(date) + 1, 1, 1) : dateOf(yearOf(date), monthOf(date) + 1, 1);
