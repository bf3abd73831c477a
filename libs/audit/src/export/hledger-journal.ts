import { formatYuan } from '@bofu/kernel';
import type { Entry } from './books';
import { accountsOf, payeesOf, plainLine, type JournalHeader } from './journal';
import { eventNumber } from './numbered-events';

/** A description ends at `;` and is parted at `|`; neither may come from what somebody typed. */
const described = (text: string): string => plainLine(text).replaceAll(';', '；').replaceAll('|', '｜');

/**
 * The books as an hledger journal, line by line. Every posting asserts what its account holds after it, so that no
 * amount can change anywhere without the next reading noticing.
 */
export function* hledgerJournal(header: JournalHeader, entries: Iterable<Entry>): Generator<string> {
  yield `; ${header.title}\n`;
  for (const [label, value] of header.facts) yield `; ${label}：${value}\n`;
  yield '; 核对：hledger -f 本文件 check -s ordereddates payees\n\n';
  yield 'decimal-mark .\ncommodity CNY 1000.00\n\n';
  for (const { account } of accountsOf(entries)) yield `account ${account}\n`;
  yield '\n';
  for (const payee of payeesOf(entries)) yield `payee ${described(payee)}\n`;
  for (const { number, eventId, position, type, on, payee, narration, postings } of entries) {
    yield `\n${on} * (${eventNumber(number)}) ${described(payee)} | ${described(narration)}\n`;
    yield `    ; event:${eventId}, position:${position}, on:${on}, type:${type}\n`;
    for (const { account, amountFen, balanceFen } of postings)
      yield `    ${account}  CNY ${formatYuan(amountFen)} = CNY ${formatYuan(balanceFen)}\n`;
  }
}
