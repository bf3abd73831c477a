import type { Office } from '@bofu/api';
import { agencyIdOf, type Books } from './books';
import { quantile, secondsOf, type Figure } from './measure';
import { openBooks } from './open-books';

const TIMES = 30;
const TARGET_MS = 100;
/** Two years of the programmes of the demo year. */
const APPROPRIATIONS = 44;
const APART = 100;

/** What somebody types, and whether anything answers to it. */
const SOUGHT: readonly { readonly what: string; readonly text: string; readonly isThere: boolean }[] = [
  { what: 'a voucher number', text: '支2021-6-7', isThere: true },
  { what: 'an amount that few have', text: '189,027.51', isThere: true },
  { what: 'an amount that all have', text: '188967.50', isThere: true },
  { what: 'a payee that few have', text: '6号敬老院', isThere: true },
  { what: 'a payee that all have', text: '社会保障基金', isThere: true },
  { what: 'the person who paid all', text: '王经办', isThere: true },
  { what: 'initials of a programme', text: 'jzxm', isThere: true },
  { what: 'two words, one of them common', text: '补助 支2021-6-7', isThere: true },
  { what: 'what nothing has', text: '查无此事', isThere: false },
];

/** 查找 through the interface, without a network: each search on a store of many events and on one of a hundredth. */
export async function searchFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const booksOf = (count: number): Books => ({ events: count, appropriations: APPROPRIATIONS, years: 2, inFull: true });
  const few = await openBooks(adminUrl, 'bench_search_few', booksOf(Math.floor(events / APART)));
  const many = await openBooks(adminUrl, 'bench_search_many', booksOf(events));
  try {
    const figures: Figure[] = [];
    for (const { what, text, isThere } of SOUGHT) {
      const [amongFew, amongMany]: [number[], number[]] = [[], []];
      for (let turn = 0; turn < TIMES; turn += 1) {
        amongFew.push(1_000 * (await secondsOf(() => search(few, text))));
        const ms = 1_000 * (await secondsOf(async () => found(await search(many, text), isThere, text)));
        amongMany.push(ms);
      }
      const p95 = quantile(amongMany, 0.95);
      figures.push({
        name: `search for ${what}, ${events.toLocaleString('en')} events`,
        perSecond: 1_000 / quantile(amongMany, 0.5),
        p50Ms: quantile(amongMany, 0.5),
        p99Ms: quantile(amongMany, 0.99),
        ratio: p95 / quantile(amongFew, 0.95),
        baseline: `p95 among ${Math.floor(events / APART).toLocaleString('en')}`,
        target: `p95 <= ${TARGET_MS} ms`,
        note: `p95 ${p95.toFixed(0)} ms`,
      });
    }
    return figures;
  } finally {
    await few.close();
    await many.close();
  }
}

async function search({ app }: Office, text: string): Promise<unknown[]> {
  const url = `/v1/search?agency=${agencyIdOf(0)}&q=${encodeURIComponent(text)}`;
  const { statusCode, body } = await app.inject({ method: 'GET', url });
  if (statusCode !== 200) throw new Error(`${statusCode} ${url}: ${body}`);
  return (JSON.parse(body) as { items: unknown[] }).items;
}

function found(items: readonly unknown[], isThere: boolean, text: string): void {
  if (items.length > 0 !== isThere) throw new Error(`${items.length} answer to ${text}`);
}
