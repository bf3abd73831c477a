import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Office } from '@bofu/api';
import { agencyIdOf, appropriationIdOf, type Books } from './books';
import { quantile, secondsOf, type Figure } from './measure';
import { openBooks } from './open-books';

const AGENCIES = 500;
const YEARS = 2;
/** As many as the bureau of the demo year has. */
const PROGRAMMES = 22;
/** Agencies that are read by turns among the many, and how often each page of each. */
const READ = 10;
const AGAIN = 4;
const LIMIT = 1.2;

/**
 * What a page asks the server for, of one agency; `appropriation` is one of its own. Of the auditor's questions only the
 * one about the log as a whole is not among them: it reads the log, whoever's it is.
 */
type Page = (agency: string, appropriation: string) => string;

const PAGES: Readonly<Record<string, Page>> = {
  'plan against actual': (agency) => `plan-against-actual?agency=${agency}&fiscalYear=2021`,
  'plan against actual as of a day': (agency) => `plan-against-actual?agency=${agency}&fiscalYear=2021&asOf=2021-06-30`,
  appropriations: (agency) => `appropriations?agency=${agency}&fiscalYear=2021`,
  'appropriations as of a day': (agency) => `appropriations?agency=${agency}&fiscalYear=2021&asOf=2021-06-30`,
  appropriation: (agency, appropriation) => `appropriations/${appropriation}?agency=${agency}`,
  ledger: (agency, appropriation) => `appropriations/${appropriation}/ledger?agency=${agency}`,
  programmes: (agency) => `programmes?agency=${agency}`,
  'fiscal years': (agency) => `fiscal-years?agency=${agency}`,
  payments: (agency) => `payments?agency=${agency}&fiscalYear=2021`,
  'payments, the latest first': (agency) => `payments?agency=${agency}&fiscalYear=2021&order=latest-first`,
  'payments as of a day': (agency) => `payments?agency=${agency}&fiscalYear=2021&asOf=2021-06-30`,
  'payments of a month': (agency) => `payments?agency=${agency}&fiscalYear=2021&period=2021-05`,
  'payments of an appropriation': (agency, appropriation) =>
    `payments?agency=${agency}&appropriationId=${appropriation}`,
  'payments in transit': (agency) => `payments?agency=${agency}&situation=submitted`,
  'payout schemes': (agency) => `payout-schemes?agency=${agency}&fiscalYear=2021`,
  forecast: (agency) => `forecast?agency=${agency}&fiscalYear=2021&asOf=2021-06-30`,
  difference: (agency) => `replay/difference?agency=${agency}&fiscalYear=2021&aAsOf=2021-06-30&bAsOf=2021-09-30`,
  alerts: (agency) => `alerts?agency=${agency}&fiscalYear=2021`,
  'alert counts': (agency) => `alerts/counts?agency=${agency}&fiscalYear=2021`,
  events: (agency) => `events?agency=${agency}&order=desc`,
  'events of one type': (agency) => `events?agency=${agency}&type=AppropriationIssued`,
  'events that move money': (agency) => `events?agency=${agency}&moneyOnly=true`,
  'events of an appropriation': (agency, appropriation) => `events?agency=${agency}&appropriationId=${appropriation}`,
  'count of events': (agency) => `events/count?agency=${agency}`,
  'event by an instant': (agency) => `events/at?agency=${agency}&instant=2021-06-30T12:00:00Z`,
  jobs: (agency) => `jobs?agency=${agency}`,
  people: (agency) => `people?agency=${agency}`,
  units: (agency) => `units?agency=${agency}`,
  calendars: (agency) => `calendars?agency=${agency}`,
  'alert rules': (agency) => `alert-rules?agency=${agency}`,
  'execution progress as csv': (agency) => `reports/execution-progress.csv?agency=${agency}&fiscalYear=2021`,
  'ledger as csv': (agency, appropriation) =>
    `reports/ledger.csv?agency=${agency}&fiscalYear=2021&appropriationId=${appropriation}`,
  'question 2, available before each attempt': (agency) => `audit/questions/2?agency=${agency}&fiscalYear=2021`,
  'question 10, corrections and returns': (agency) => `audit/questions/10?agency=${agency}&fiscalYear=2021`,
  'question 12, changes of amounts': (agency) => `audit/questions/12?agency=${agency}&fiscalYear=2021`,
  'disbursements as csv': (agency) => `reports/disbursements.csv?agency=${agency}&fiscalYear=2021`,
};

/**
 * What a page costs an agency because others share its store: each page's query asked of an agency among 500 and of the
 * same books alone, one after the other in the same run, so that a slow moment of the machine slows both. Both through
 * the interface, without a network. BENCH_AGENCIES makes the store smaller; the events of an agency stay as many.
 */
export async function manyAgenciesFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const agencies = Math.max(2, Number(process.env['BENCH_AGENCIES'] ?? AGENCIES));
  const eachHas = Math.floor(events / AGENCIES);
  // Each agency has 22 programmes, and each of them an appropriation a year.
  const booksOf = (agencies: number): Books => ({
    events: eachHas * agencies,
    appropriations: agencies * YEARS * PROGRAMMES,
    ...{ agencies, years: YEARS, inFull: true },
  });
  const alone = await openBooks(adminUrl, 'bench_one_agency', booksOf(1));
  const among = await openBooks(adminUrl, 'bench_many_agencies', booksOf(agencies));
  try {
    const turns = Math.min(READ, agencies);
    const seen = Object.keys(PAGES).map((name) => ({ name, alone: [] as number[], among: [] as number[] }));
    const timed = async (office: Office, page: Page, agency: number, of: number): Promise<number> =>
      1_000 * (await secondsOf(() => ask(office, page, agency, of)));
    for (const page of Object.values(PAGES)) await timed(among, page, 0, agencies);
    const before = heapBytes();
    for (let turn = 0; turn < turns; turn += 1)
      for (const { name, alone: one, among: many } of seen) {
        const page = PAGES[name]!;
        const agency = (turn * 7) % agencies;
        // Once before the clock runs: a page that somebody works with has been opened before.
        await timed(alone, page, 0, 1);
        await timed(among, page, agency, agencies);
        for (let again = 0; again < AGAIN; again += 1) {
          one.push(await timed(alone, page, 0, 1));
          many.push(await timed(among, page, agency, agencies));
        }
      }
    const after = heapBytes();
    const mb = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
    const size = `${agencies} agencies × ${YEARS} years, ${(eachHas * agencies).toLocaleString('en')} events`;
    return [
      ...seen.map(({ name, alone: one, among: many }) => ({
        name: `${name}, ${size}`,
        perSecond: 1_000 / quantile(many, 0.5),
        p50Ms: quantile(many, 0.5),
        p99Ms: quantile(many, 0.99),
        ratio: quantile(many, 0.5) / quantile(one, 0.5),
        baseline: 'p50 of the same alone',
        target: `<= ${LIMIT}`,
      })),
      {
        name: `heap of the API after all pages of ${turns} agencies`,
        perSecond: 0,
        ratio: after / before,
        baseline: 'before them',
        target: `<= ${LIMIT}`,
        note: `${mb(before)} before, ${mb(after)} after; ${mb(process.memoryUsage().rss)} resident`,
      },
    ];
  } finally {
    await among.close();
    await alone.close();
  }
}

async function ask({ app }: Office, page: Page, agency: number, agencies: number): Promise<void> {
  const url = `/v1/${page(agencyIdOf(agency), appropriationIdOf(agency + agencies * YEARS))}`;
  const { statusCode, body } = await app.inject({ method: 'GET', url });
  if (statusCode !== 200) throw new Error(`${statusCode} ${url}: ${body}`);
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
