import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '@bofu/read-model';
import { REPORT_KINDS } from '@bofu/reporting';
import { pdf } from '../../libs/attachment/testing/example-files';
import { exportedFrom } from '../replay/books-by-hand';
import {
  browserAt,
  officeOfPeople,
  PASSWORD,
  signIn,
  type Alone,
  type Browser,
  type OfficeOfPeople,
} from './people-office';

/**
 * Whose books a reader reaches stands in the SQL itself. Two agencies have the same in their books; each predicate of
 * the agency in each statement is taken out, one at a time, and the answers to one agency's readers must change.
 */

const PREDICATE = /(?:\b\w+\.)?agency_id = (?:any ?\(|agency\.id\b)/g;
const NEIGHBOUR = '邻局';

/**
 * Statements whose predicate is not the first guard, or whose tables these books leave empty: what they are asked for
 * has been found within the scope before, or is sorted by agency once more after it was read.
 */
const NOT_TOLD_HERE: readonly (readonly [about: RegExp, why: string])[] = [
  [/from alerts\.alert_case/, 'no alert stands in these books: test/e2e/three-agencies has them'],
  [/from payout_schemes\.scheme_version/, 'no scheme stands in these books: test/e2e/three-agencies has them'],
  [/from ledger\.appropriation a?.*spending_plan|line\.issued > 0/, 'no plan stands in these books: as above'],
  [/select distinct fiscal_year as year/, 'both have books of the same year'],
  [/from ledger\.ledger_line/, 'its appropriation was found within the scope before'],
  [/correlation_id = \(select/, 'its event was found within the scope before, and a command is of one agency'],
  [/s\.recorded_by ->> 'personId' = \$2/, 'what somebody signed is narrowed by her'],
  [/cross join lateral \( select b\.payment_id/, 'its payments were found within the scope before'],
  [/and p\.payment_id = any \(\$12\)/, 'its payments were found within the scope before'],
  [/case s\.type when 'PaymentReturnedByBank'/, 'nothing came back in these books: test/access/desks has it'],
  [/as backfilled/, 'nothing is late in these books: test/access/desks has it'],
  [/min\(f\.business_day\)::text as first/, 'nothing is paid in these books: test/e2e/month-close has it'],
  [/paid_on is not null and voucher_number is null/, 'nothing is paid in these books: as above'],
  [/s\.type = 'PaymentReturnedByBank' and not exists/, 'nothing came back in these books: as above'],
  [/and payee_id = any \(\$2\)/, 'its payees were found within the scope before'],
  [/line_return r join/, 'its payment was found within the scope before'],
  [/and e\.payment_id = \$3 order by e\.number asc limit \$4/, 'its payment was found within the scope before'],
  [/from programme_facts\.appropriation/, 'facts are taken agency by agency after they were read'],
];

let office: OfficeOfPeople;
let idsOf: Readonly<Record<'own' | 'sibling', Readonly<Record<string, string>>>>;

const ok = async (answer: ReturnType<Browser['post']>) => {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(JSON.stringify(body));
  return body;
};

const year = new Date(Date.now() + 8 * 3600_000).getUTCFullYear();

async function issueAlone(alone: Alone, relation: 'own' | 'sibling', mark: string): Promise<string> {
  const issued = {
    fiscalYear: year,
    programmeCode: mark === NEIGHBOUR ? '13060721LX2026OTHER01' : '13060721LX2026PLACE01',
    programmeName: `${mark}零星补助`,
    unitCode: '110001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    issuedAs: 'regular',
    amount: '500000.00',
    effectiveOn: `${year}-01-05`,
  };
  return String((await alone(relation, '/v1/appropriations', issued))['appropriationId']);
}

/** Books of one agency: money, a paper, a payment, a payee, a job, and the events of all that. */
async function keepBooks(clerk: Browser, mark: string, appropriationId: string): Promise<Record<string, string>> {
  const change = { amount: '50.00', effectiveOn: `${year}-01-06`, documentNumber: null, reason: '不足' };
  const entries = [{ type: 'supplement-appropriation', appropriationId, content: change }];
  const { paperId } = await ok(clerk.post('/v1/papers', { title: `${mark}追加`, entries }));
  const today = new Date(Date.now() + 8 * 3600_000).toISOString().slice(0, 10);
  const { paymentId } = await ok(
    clerk.post('/v1/disbursements', {
      appropriationId,
      amount: '1234.50',
      payee: { kind: 'organisation', name: `${mark}养老院` },
      purpose: '床位补贴',
      period: null,
      submittedOn: today,
    }),
  );
  const paper = new Uint8Array(pdf(`% ${mark === NEIGHBOUR ? 'theirs' : 'ours'}\n`));
  const cookie = [...clerk.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const sent = await fetch(`${office.over.address}/v1/attachment-files`, {
    method: 'POST',
    headers: { cookie, connection: 'close', 'content-type': 'application/octet-stream' },
    body: paper,
  });
  const { digest } = (await sent.json()) as { digest: string };
  const subject = { kind: 'payment', id: paymentId };
  const attached = { subject, kind: 'receipt', name: `${mark}回单.pdf`, digest };
  const { attachmentId } = await ok(clerk.post('/v1/attachments', attached));
  const payee = { code: 'SK001', name: `${mark}代发户`, kind: 'organisation' };
  const { payeeId } = await ok(clerk.post('/v1/payees', payee));
  const accountId = randomUUID();
  await ok(clerk.post(`/v1/account-numbers/${accountId}`, { number: `62284800${mark === NEIGHBOUR ? 1 : 2}0001234` }));
  const account = { accountId, bank: `${mark}开户行`, reason: '开户通知书' };
  await ok(clerk.post(`/v1/payees/${String(payeeId)}/accounts`, account));
  const report = { report: 'execution-progress', format: 'csv', fiscalYear: year };
  const { jobId } = await ok(clerk.post('/v1/jobs/report-exports', report));
  const head = String(await office.over.office.store.head());
  const { items } = (await clerk.get(`/v1/programmes?minPosition=${head}`)).body;
  const events = (await clerk.get(`/v1/events?limit=1&order=desc&minPosition=${head}`)).body['items'];
  const [programme] = items as Record<string, string>[];
  const [event] = events as Record<string, string>[];
  return {
    appropriationId,
    paperId: String(paperId),
    paymentId: String(paymentId),
    attachmentId: String(attachmentId),
    payeeId: String(payeeId),
    accountId,
    jobId: String(jobId),
    programmeId: String(programme?.['programmeId']),
    eventId: String(event?.['eventId']),
    year: String(year),
  };
}

beforeAll(async () => {
  const issued: Record<string, string> = {};
  office = await officeOfPeople(async (alone) => {
    issued['own'] = await issueAlone(alone, 'own', '本局');
    issued['sibling'] = await issueAlone(alone, 'sibling', NEIGHBOUR);
  });
  const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
  const person = { name: '邻经办', number: null, kind: 'person' };
  const { personId } = (await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.sibling })).body;
  const { link } = (await anan.post('/v1/accounts', { personId, login: 'neighbour' })).body;
  await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
  await office.grant(String(personId), 'clerk', { onAgencyId: office.agencies.sibling });
  const neighbour = await signIn(office.over.address, 'neighbour');
  idsOf = {
    own: await keepBooks(office.as.clerk, '本局', issued['own'] ?? ''),
    sibling: await keepBooks(neighbour, NEIGHBOUR, issued['sibling'] ?? ''),
  };
  await office.over.caughtUp();
}, 240_000);
afterAll(() => office?.over.close());

/** Every reading of books, of one's own and of the neighbour's by its ids. */
function readings(): readonly string[] {
  const routes = readFileSync(join(__dirname, 'rights-by-hand.tsv'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(([route = '', who = '', books]) => route.startsWith('GET ') && books === 'books' && / ?JB\b/.test(who))
    .flatMap(([route = '']) => {
      const path = route.slice('GET '.length);
      // A file of each report below; a preview reads what the file does.
      if (!path.includes(':report')) return [path];
      return path.endsWith('/preview')
        ? []
        : ['execution-progress', 'ledger', 'disbursements'].map((kind) => path.replace(':report', kind));
    });
  const reports = REPORT_KINDS.flatMap((kind) =>
    (['own', 'sibling'] as const).map((whose) => `/v1/reports/${kind}.csv?fiscalYear=${idsOf[whose]['year']}`),
  );
  return [
    ...reports,
    ...routes.flatMap((route) =>
      (['own', 'sibling'] as const).flatMap((whose) => {
        const ids = idsOf[whose];
        const path = route.replace(':format', 'csv').replace(/:(\w+)/g, (_, name: string) => ids[name] ?? 'none');
        const query = `fiscalYear=${ids['year']}`;
        const ofPayment = `subjectKind=payment&subjectId=${ids['paymentId']}`;
        const narrowed = [`appropriationId=${ids['appropriationId']}`, `paymentId=${ids['paymentId']}`];
        const all = ['', query, 'limit=50', 'order=latest-first', ...narrowed, `${query}&${narrowed[0]}`];
        return (route === '/v1/attachments' ? [ofPayment] : all).map((each) => `${path}?${each}`);
      }),
    ),
  ];
}

type Asking = Pick<Database, 'query'>;
/** Passes what is asked on the connection of the read models through `change`, in transactions as well. */
function listening(change: (text: string) => string) {
  const { database } = office.over.office;
  const wrap = (sql: Asking) => {
    const query = sql.query.bind(sql) as (text: string, values?: unknown[]) => Promise<unknown>;
    return { query: (text: string, values?: unknown[]) => query(change(text), values) };
  };
  const asked = wrap(database);
  const inTransaction = database.transaction.bind(database);
  const spies = [
    jest.spyOn(database, 'query').mockImplementation(asked.query),
    jest.spyOn(database, 'transaction').mockImplementation((work: (sql: Asking) => Promise<unknown>, ...rest: []) =>
      inTransaction(
        (sql) => {
          const changed = wrap(sql);
          return work(new Proxy(sql, { get: (of, key) => (key === 'query' ? changed.query : Reflect.get(of, key)) }));
        },
        ...rest,
      ),
    ),
  ];
  return () => spies.forEach((spy) => spy.mockRestore());
}

const answerTo = async (path: string): Promise<string> => {
  const cookie = `bofu-session=${office.as.clerk.cookies.get('bofu-session')}`;
  const response = await fetch(`${office.over.address}${path}`, { headers: { cookie, connection: 'close' } });
  return `${response.status} ${(await response.text()).replace(/"traceId":"[^"]*"/, '')}`;
};

describe('the scope of a reader, in SQL', () => {
  /** Statements that read without a predicate of the agency. */
  const without = new Set<string>();
  /** Statement by statement, the readings it is asked for. */
  const askedFor = new Map<string, Set<string>>();
  const before = new Map<string, string>();

  beforeAll(async () => {
    let reading = '';
    const stop = listening((text) => {
      if (PREDICATE.test(text)) askedFor.set(text, (askedFor.get(text) ?? new Set()).add(reading));
      else if (/^\s*(select|with)\b/i.test(text)) without.add(text);
      PREDICATE.lastIndex = 0;
      return text;
    });
    for (reading of readings()) before.set(reading, await answerTo(reading));
    stop();
  }, 120_000);

  it('keeps the neighbour’s books out of every answer', () => {
    const told = [...before].filter(([, answer]) => answer.includes(NEIGHBOUR));
    expect(told.map(([path]) => path)).toEqual([]);
    expect([...before.values()].filter((answer) => answer.includes('本局')).length).toBeGreaterThan(5);
    expect(askedFor.size).toBeGreaterThan(10);
  });

  it('stands in every statement that reads a table of agencies’ books', async () => {
    const tables = await office.over.office.database.query<{ name: string }[]>(
      `select table_schema || '.' || table_name as name from information_schema.columns
       where column_name = 'agency_id' and table_schema not in ('sign_in', 'pg_catalog')`,
    );
    expect(tables.length).toBeGreaterThan(8);
    // How far the log reaches: a number and a time, of whichever event is the last.
    const reach = /^select number::text as number, recorded_at as "recordedAt" from event_log\.event/;
    const unscoped = [...without].filter(
      (text) => tables.some(({ name }) => text.includes(`${name} `)) && !reach.test(text.trim()),
    );
    expect(unscoped.map((text) => text.replace(/\s+/g, ' ').slice(0, 300))).toEqual([]);
  });

  it('is missed in an answer wherever it is taken out of a statement', async () => {
    // A statement as a whole: some guard by one predicate what they have narrowed by another.
    const mutants = [...askedFor].map(([text, paths]) => ({ text, paths, without: withoutPredicates(text) }));
    const unnoticed: string[] = [];
    for (const { text, paths, without } of mutants) {
      const stop = listening((asked) => (asked === text ? without : asked));
      try {
        const answers = await Promise.all([...paths].map(async (path) => (await answerTo(path)) !== before.get(path)));
        if (!answers.includes(true) && !NOT_TOLD_HERE.some(([about]) => about.test(text.replace(/\s+/g, ' '))))
          unnoticed.push(text.replace(/\s+/g, ' '));
      } finally {
        stop();
      }
    }
    expect(unnoticed).toEqual([]);
    expect(mutants.length).toBeGreaterThan(10);
  }, 600_000);
});

/** `x.agency_id = any ($1)` becomes `($1) is not null`: true for every agency, and the parameter is still asked for. */
function withoutPredicates(text: string): string {
  let rest = text;
  let whole = '';
  for (let found = rest.search(PREDICATE); found !== -1; found = rest.search(PREDICATE)) {
    const [joined] = rest.slice(found).match(/^(?:\w+\.)?agency_id = agency\.id\b/) ?? [];
    if (joined !== undefined) {
      whole += `${rest.slice(0, found)}true`;
      rest = rest.slice(found + joined.length);
      continue;
    }
    const open = rest.indexOf('(', found);
    let [depth, close] = [0, open];
    do depth += rest[close] === '(' ? 1 : rest[close] === ')' ? -1 : 0;
    while (depth > 0 && (close += 1));
    whole += `${rest.slice(0, found)}(${rest.slice(open + 1, close).replace(/::text\[\]/, '')}::text[] is not null)`;
    rest = rest.slice(close + 1);
  }
  return whole + rest;
}

it('the ledger of rights has every grant on these books as the events have it, and none of the neighbour’s', async () => {
  const { own, sibling } = office.agencies;
  const proposed = new Map<string, string[]>();
  const settled = new Map<string, string>();
  for (const { type, data } of await exportedFrom(office.over.office.store)) {
    if (type === 'GrantProposed') {
      const grants = proposed.get(String(data['onAgencyId'])) ?? [];
      proposed.set(String(data['onAgencyId']), [...grants, String(data['grantId'])]);
    }
    if (type === 'GrantConfirmed') settled.set(String(data['grantId']), '已确认');
    if (type === 'GrantRevoked') settled.set(String(data['grantId']), '已收回');
  }
  expect(proposed.get(sibling)?.length).toBeGreaterThan(0);
  const { body } = await office.as.auditor.get(`/v1/reports/rights/preview?fiscalYear=${idsOf.own['year']}`);
  const { columns, rows } = body as unknown as { columns: { header: string }[]; rows: string[][] };
  const at = columns.findIndex(({ header }) => header === '状态');
  expect(rows.map((row) => row[at])).toEqual(proposed.get(own)?.map((grantId) => settled.get(grantId) ?? '在办'));
});
