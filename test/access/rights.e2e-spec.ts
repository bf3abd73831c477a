import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { describeInterface, RIGHTS_MATRIX, MATRIX_OF_RIGHTS } from '@bofu/api';
import type { Opens } from '@bofu/sign-in';
import {
  browserAt,
  officeOfPeople,
  PEOPLE_POSTS,
  RELATIONS,
  type OfficeOfPeople,
  type PeoplePost,
  type Relation,
} from './people-office';

/** What people expect, in a file that no code under test reads: a route, and who may, by the letters of their posts. */
const LETTERS: Readonly<Record<PeoplePost, string>> = {
  clerk: 'JB',
  reviewer: 'FH',
  approver: 'SP',
  cashier: 'CN',
  supervisor: 'JG',
  auditor: 'SJ',
  'system-administrator': 'SYS',
  'security-administrator': 'SEC',
  'audit-administrator': 'AUD',
};
interface Expected {
  readonly route: string;
  readonly who: 'everybody' | 'signed-in' | readonly PeoplePost[];
  /** Whether the route is about one agency's books or people. */
  readonly ofAgency: boolean;
}
const EXPECTED: readonly Expected[] = readFileSync(join(__dirname, 'rights-by-hand.tsv'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => {
    const [route = '', who = '', books = ''] = line.split('\t');
    const posts = PEOPLE_POSTS.filter((post) => who.split(' ').includes(LETTERS[post]));
    return { route, who: who === 'everybody' || who === 'signed-in' ? who : posts, ofAgency: books === 'books' };
  });

/** Whose books a post reaches: its own agency's; with those below for who supervises; all for who administers. */
const reaches = (post: PeoplePost, relation: Relation): boolean =>
  relation === 'own' || (post === 'supervisor' && relation === 'child') || post.endsWith('-administrator');

type Seen = 'in' | 'unknown agency' | 'no right' | 'not signed in';

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: { readonly example?: unknown };
}

let office: OfficeOfPeople;
/** What a route asks for before it looks at anything: by the examples in the interface's own document. */
const needed = new Map<string, Record<string, string>>();
beforeAll(async () => {
  office = await officeOfPeople();
  const { paths } = describeInterface(office.over.office.app);
  for (const [path, item] of Object.entries(paths))
    for (const [method, { parameters = [] }] of Object.entries(item as Record<string, { parameters?: Parameter[] }>))
      needed.set(
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        Object.fromEntries(
          parameters
            .filter((each) => each.in === 'query' && each.required)
            .map(({ name, schema }) => [name, String(schema.example)]),
        ),
      );
}, 240_000);
afterAll(() => office?.over.close());

/** Asks a route on an agency's books, with nothing in it that could be carried out. */
async function ask(browser: ReturnType<typeof browserAt>, { route, ofAgency }: Expected, agency: string | null) {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .replace(':report', 'execution-progress')
    .replace(':kind.:format', 'plans.xlsx')
    .replace(':kind', 'plans')
    .replace(':format', 'csv')
    .replace(':year', '2021')
    .replace(':month', '2021-09')
    .replace(':rule', 'R01')
    .replace(':n', '2')
    .replace(':digest', '0'.repeat(64))
    .replace(/:\w+/g, randomUUID());
  const named = ofAgency ? agency : null;
  const query = { ...needed.get(route), ...(named !== null && { agency: named }) };
  return method === 'GET'
    ? browser.get(`${filled}?${new URLSearchParams(query).toString()}`)
    : browser.post(filled, { nothing: 'of use' }, named === null ? {} : { 'bofu-agency': named });
}

function seen({ status, body }: { status: number; body: Record<string, unknown> }): Seen {
  if (status === 401 && body['code'] === 'sign-in-required') return 'not signed in';
  if (body['code'] === 'right-missing') return 'no right';
  return body['code'] === 'agency-unknown' ? 'unknown agency' : 'in';
}

/** Every cell of a route that is not as it should be, and how many there were. */
async function cellsOf(expected: Expected): Promise<{ wrong: string[]; cells: number }> {
  const { route, who, ofAgency } = expected;
  const relations = ofAgency ? RELATIONS : (['own'] as const);
  const stranger = browserAt(office.over.address);
  const cells = [
    ...PEOPLE_POSTS.flatMap((post) =>
      relations.map(async (relation) => {
        const may = typeof who === 'string' || who.includes(post);
        const should: Seen = !may ? 'no right' : reaches(post, relation) || !ofAgency ? 'in' : 'unknown agency';
        const is = seen(await ask(office.as[post], expected, office.agencies[relation]));
        return { cell: `${route} by ${post} on ${relation}`, should, is };
      }),
    ),
    (async () => ({
      cell: `${route} by a stranger`,
      should: who === 'everybody' ? ('in' as const) : ('not signed in' as const),
      is: seen(await ask(stranger, expected, office.agencies.own)),
    }))(),
  ];
  const found = await Promise.all(cells);
  return {
    wrong: found
      .filter(({ should, is }) => should !== is)
      .map(({ cell, should, is }) => `${cell}: ${is}, not ${should}`),
    cells: found.length,
  };
}

/** Of the interface's own document: `/v1/people/{personId}` is `/v1/people/:personId` to the router. */
const routesThere = (): string[] =>
  Object.entries(describeInterface(office.over.office.app).paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );

describe('the matrix of rights', () => {
  it('has a row for every route, and for no route that is not there', () => {
    expect([...MATRIX_OF_RIGHTS.keys()].toSorted()).toEqual(routesThere().toSorted());
    for (const { action, routes } of RIGHTS_MATRIX)
      expect([action, routes === 'no route yet' || routes.length > 0]).toEqual([action, true]);
  });
  it('is expected by hand, route by route', () =>
    expect(EXPECTED.map(({ route }) => route).toSorted()).toEqual(routesThere().toSorted()));

  it('holds over HTTP in every cell', async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const expected of EXPECTED) {
      // Signing out is the one thing nobody comes back from.
      if (expected.route === 'POST /v1/session/end') continue;
      const found = await cellsOf(expected);
      wrong.push(...found.wrong);
      cells += found.cells;
    }
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(2030);
  }, 600_000);

  it('answers for another agency, word for word, as for one that never was', async () => {
    const nowhere = randomUUID();
    for (const expected of EXPECTED.filter(({ ofAgency, who }) => ofAgency && who.includes('clerk'))) {
      const [foreign, never] = [
        await ask(office.as.clerk, expected, office.agencies.sibling),
        await ask(office.as.clerk, expected, nowhere),
      ];
      const plain = ({ status, body }: typeof foreign, named: string) =>
        [status, JSON.stringify({ ...body, traceId: '', instance: '' }).replaceAll(named, 'NAMED')] as const;
      expect([expected.route, plain(foreign, office.agencies.sibling)]).toEqual([
        expected.route,
        plain(never, nowhere),
      ]);
    }
  }, 120_000);

  const table = MATRIX_OF_RIGHTS as Map<string, Opens>;
  const opened = (reach: 'agency' | 'installation'): Opens =>
    Object.fromEntries(PEOPLE_POSTS.map((post) => [post, reach]));
  const mutants: readonly (readonly [string, Opens])[] = [
    ['opened to every post', opened('agency')],
    ['opened to all books', opened('installation')],
    ['opened to the street', 'public'],
    ['shut', {}],
  ];
  /** Every row takes minutes: a sample here, all of them by `npm run mutants:rights`. */
  const sample = EXPECTED.filter(
    ({ route }, at) => route !== 'POST /v1/session/end' && (process.env['ALL_RIGHTS'] === '1' || at % 9 === 0),
  );
  it.each(mutants)(
    'is noticed, row by row, when a row is %s',
    async (_how, opens) => {
      const unnoticed: string[] = [];
      for (const expected of sample) {
        const { route, who, ofAgency } = expected;
        const before = table.get(route);
        const same = typeof before === 'string' ? before === opens : !differs(before ?? {}, opens, ofAgency);
        // What asks for nothing but a session asks for it itself as well: opened to the street it refuses all the same.
        if (who === 'signed-in' && opens === 'public') continue;
        if (same || (typeof who === 'string' && typeof opens !== 'string' && Object.keys(opens).length > 0)) continue;
        table.set(route, opens);
        try {
          if ((await cellsOf(expected)).wrong.length === 0) unnoticed.push(route);
        } finally {
          table.set(route, before ?? {});
        }
      }
      expect(unnoticed).toEqual([]);
    },
    900_000,
  );
});

/** Whether a row so changed opens or shuts anything that can be told from outside. */
function differs(before: Exclude<Opens, string>, after: Opens, ofAgency: boolean): boolean {
  if (typeof after === 'string') return true;
  const reach = (opens: Exclude<Opens, string>, post: PeoplePost) =>
    opens[post] === undefined ? 'shut' : !ofAgency || post.endsWith('-administrator') ? 'open' : opens[post];
  return PEOPLE_POSTS.some((post) => reach(before, post) !== reach(after, post));
}
