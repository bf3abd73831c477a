import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { appropriationIdOf, type Books } from './books';
import { quantile, type Figure } from './measure';
import { openBooks } from './open-books';

/** A large office, and the one of the demo year. */
const LARGE = { programmes: 2_000, alerts: 5_000 };
const SMALL = { programmes: 22, alerts: 55 };
/** Even, so that what an act turns on is turned off again. */
const TIMES = 40;
const TARGET_MS = 200;
const FIRST_ROWS_MS = 3_000;
const VISITS = 10;
const FIRST_ROWS = [
  { what: 'the programmes', path: '/programmes?year=2021&size=20', ready: '.data-table tbody tr' },
  { what: 'the payments', path: '/payments?year=2021', ready: '.data-table tbody tr' },
  { what: 'the alerts', path: '/alerts?year=2021', ready: '.alert-board tbody tr' },
] as const;

/** One thing a person does, in the page's own words: what sets it off, and how it is seen that the page has followed. */
interface Act {
  readonly name: string;
  /** Expressions evaluated in the page; `turn` counts from 0. */
  readonly act: string;
  readonly done: string;
  /** `TIMES` unless told. */
  readonly times?: number;
}

const PRESS = (key: string): string =>
  `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`;
const CLICK = (text: string): string =>
  `[...document.querySelectorAll('button')].find((each) => each.textContent.includes('${text}')).click()`;

const TURN_THE_PAGE: Act = {
  name: 'turn the page',
  act: `before = document.querySelector('.pages span').textContent; (turn % 2 === 0 ? ${CLICK('下一页')} : ${CLICK('上一页')})`,
  done: `document.querySelector('.pages span').textContent !== before`,
};

const CURRENT = `document.querySelector('.data-table-current')?.rowIndex`;

const onTheList = (programmes: number): readonly Act[] => [
  {
    name: 'sort by budget',
    act: `before = document.querySelector('th[aria-sort]').ariaSort; document.querySelector('.sort-button').click()`,
    done: `document.querySelector('th[aria-sort]').ariaSort !== before`,
  },
  {
    name: 'search as somebody types',
    act: `const field = document.querySelector('.search-field input, input.search-field');
      field.focus();
      const text = turn % 2 === 0 ? 'BENCH' + '0'.repeat(${programmes > 200 ? 13 : 14}) + '1' : '';
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      before = text`,
    done: `(new URLSearchParams(location.search).get('text') ?? '') === before
      && document.querySelector('tfoot').textContent.includes(before === '' ? '${programmes}' : '合计 ')
      && (before === '') === document.querySelector('tfoot').textContent.includes('${programmes}')`,
  },
  TURN_THE_PAGE,
  {
    name: 'move among the rows',
    act: `before = ${CURRENT}; document.activeElement?.blur(); (turn === 0 || turn % 2 === 1 ? ${PRESS('j')} : ${PRESS('k')})`,
    done: `${CURRENT} !== before`,
  },
];

const CHOSEN = `document.querySelector('.alert-board .data-table-current')?.rowIndex`;
const LEVELS_SHOWN = `[...document.querySelectorAll('.alert-board tbody tr')].map((row) => row.textContent)`;

const AMONG_ALERTS: readonly Act[] = [
  {
    name: 'move among the alerts',
    act: `before = ${CHOSEN}; document.activeElement?.blur(); (turn % 2 === 0 ? ${PRESS('j')} : ${PRESS('k')})`,
    done: `${CHOSEN} !== before`,
  },
  {
    name: 'leave a level out, and show it again',
    act: `[...document.querySelectorAll('label')].find((each) => each.textContent.trim() === '红 严重').click()`,
    done: `${LEVELS_SHOWN}.length > 0 && ${LEVELS_SHOWN}.some((row) => row.includes('红 严重')) === (turn % 2 === 1)`,
  },
  {
    name: 'choose all that are shown, and none',
    act: `document.querySelector('.alert-board thead input[type=checkbox]').click()`,
    done: `[...document.querySelectorAll('.alert-board tbody input[type=checkbox]')].every((each) => each.checked === (turn % 2 === 0))`,
  },
];

const IN_THE_TIMELINE: readonly Act[] = [
  {
    name: 'read on in the timeline',
    act: `before = document.querySelectorAll('.timeline li').length; document.querySelector('.timeline-more').click()`,
    done: `document.querySelectorAll('.timeline li').length > before`,
    times: 16,
  },
  {
    name: 'show all events or money only',
    act: `before = document.querySelector('.timeline li').textContent; document.querySelector('.timeline-tools input[type=checkbox]').click()`,
    done: `document.querySelector('.timeline li') !== null && document.querySelector('.timeline-tools input[type=checkbox]').checked === (turn % 2 === 1)`,
  },
];

/**
 * How long a person waits for the page, measured in the page: from the act to the frame that shows what came of it. Each
 * act on a large office and, just before, the same on a small one: p95 of the one to p95 of the other.
 */
export async function screenFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const executable = chromiumPath();
  if (executable === null) {
    process.stderr.write('screens: NOT RUN (no chromium found)\n');
    return [];
  }
  const [timeline, short] = [Math.max(10_000, Math.min(events, 100_000)), 5_000];
  const booksOf = ({ programmes, alerts }: typeof LARGE): Books => ({
    events: programmes * 12,
    appropriations: programmes,
    inFull: true,
    alerts,
  });
  // As many rows as a page has unless more are asked for; of the few, so many that there is a page to turn.
  const list = (programmes: number): Visit => ({
    path: `/programmes?year=2021${programmes > 50 ? '' : '&size=20'}`,
    ready: '.data-table tbody tr',
    acts: onTheList(programmes),
  });
  const longPages = (programmes: number): Visit => ({
    path: `/programmes?year=2021&size=${programmes > 200 ? 200 : 20}`,
    ready: '.data-table tbody tr',
    acts: [{ ...TURN_THE_PAGE, name: 'turn the page, 200 rows to 20' }],
  });
  const alerts: Visit = { path: '/alerts?year=2021', ready: '.alert-board tbody tr', acts: AMONG_ALERTS };
  const ofOne: Visit = {
    path: `/programmes/${appropriationIdOf(0)}?year=2021`,
    ready: '.timeline li',
    acts: IN_THE_TIMELINE,
  };
  return [
    ...(await inBrowser(executable, adminUrl, {
      large: { books: booksOf(LARGE), visits: [list(LARGE.programmes), longPages(LARGE.programmes), alerts] },
      small: { books: booksOf(SMALL), visits: [list(SMALL.programmes), longPages(SMALL.programmes), alerts] },
      sizes: `${LARGE.programmes} programmes, ${LARGE.alerts} alerts to ${SMALL.programmes}, ${SMALL.alerts}`,
      firstVisit: true,
    })),
    ...(await inBrowser(executable, adminUrl, {
      large: { books: { events: timeline, appropriations: 1, inFull: true }, visits: [ofOne] },
      small: { books: { events: short, appropriations: 1, inFull: true }, visits: [ofOne] },
      sizes: `${timeline.toLocaleString('en')} events to ${short.toLocaleString('en')}`,
    })),
  ];
}

interface Visit {
  readonly path: string;
  readonly ready: string;
  readonly acts: readonly Act[];
}

interface Visited {
  readonly books: Books;
  readonly visits: readonly Visit[];
}

interface Compared {
  readonly large: Visited;
  readonly small: Visited;
  readonly sizes: string;
  /** How long until the first rows is measured too. */
  readonly firstVisit?: boolean;
}

async function inBrowser(
  executable: string,
  adminUrl: string,
  { large, small, sizes, firstVisit = false }: Compared,
): Promise<Figure[]> {
  const name = `bench_screens_${large.books.events}`;
  const offices = [
    await openBooks(adminUrl, name, large.books),
    await openBooks(adminUrl, `${name}_small`, small.books),
  ];
  const profile = mkdtempSync(join(tmpdir(), 'bofu-bench-chromium-'));
  try {
    const [largeAt, smallAt] = await Promise.all(offices.map((office) => office.listen()));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      headless: true,
      locale: 'zh-CN',
      viewport: { width: 1366, height: 768 },
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
    try {
      const page = await context.newPage();
      const visited = async (address: string, { path, ready, acts }: Visit): Promise<number[][]> => {
        await page.goto(`${address}${path}`);
        await page.waitForSelector(ready, { timeout: 120_000 });
        const seen: number[][] = [];
        for (const act of acts) seen.push(await measured(page, act));
        return seen;
      };
      const figures: Figure[] = [];
      if (firstVisit) for (const list of FIRST_ROWS) figures.push(await firstRows(page, smallAt!, list, small.books));
      for (const [at, visit] of large.visits.entries()) {
        const few = await visited(smallAt!, small.visits[at]!);
        const many = await visited(largeAt!, visit);
        figures.push(...visit.acts.map(({ name: act }, nth) => figureOf(`${act}, ${sizes}`, many[nth]!, few[nth]!)));
      }
      return figures;
    } finally {
      await context.close();
    }
  } finally {
    for (const office of offices) await office.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** A visit of somebody who has been here before, on a line of 400 kbit/s that answers after 800 ms, beside one without. */
async function firstRows(
  page: Page,
  address: string,
  { path, ready, what }: (typeof FIRST_ROWS)[number],
  books: Books,
): Promise<Figure> {
  const devTools = await page.context().newCDPSession(page);
  const seen = { slow: [] as number[], local: [] as number[] };
  const timed = async (line: keyof typeof seen): Promise<void> => {
    const throughput = line === 'slow' ? 400_000 / 8 : -1;
    await devTools.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: line === 'slow' ? 800 : 0 },
      ...{ downloadThroughput: throughput, uploadThroughput: throughput },
    });
    await page.goto(`${address}${path}`, { waitUntil: 'commit' });
    // In the page, frame by frame, from the moment it was asked for.
    const ms = await page.evaluate<number>(`new Promise((resolve, reject) => {
      const look = () => {
        if (document.querySelector('${ready}') !== null)
          return requestAnimationFrame(() => resolve(performance.now()));
        if (performance.now() > 120000) return reject(new Error('no rows came'));
        requestAnimationFrame(look);
      };
      look();
    })`);
    seen[line].push(ms);
    await page.waitForLoadState('networkidle');
    await page.goto('about:blank');
  };
  await devTools.send('Network.enable');
  await timed('local');
  seen.local.length = 0;
  for (let visitor = 0; visitor < VISITS; visitor += 1)
    for (const line of ['local', 'slow'] as const) await timed(line);
  await timed('local');
  await devTools.detach();
  const p95 = quantile(seen.slow, 0.95);
  return {
    name: `first rows of ${what} at 400 kbit/s and 800 ms, visited before, ${books.appropriations} programmes`,
    perSecond: 1_000 / quantile(seen.slow, 0.5),
    p50Ms: quantile(seen.slow, 0.5),
    p99Ms: quantile(seen.slow, 0.99),
    ratio: quantile(seen.slow, 0.5) / quantile(seen.local, 0.5),
    baseline: 'p50 without a line',
    target: `p95 <= ${FIRST_ROWS_MS} ms`,
    note: `p95 ${p95.toFixed(0)} ms`,
  };
}

function figureOf(name: string, many: readonly number[], few: readonly number[]): Figure {
  const [p95, p95OfFew] = [quantile(many, 0.95), quantile(few, 0.95)];
  return {
    name,
    perSecond: 1_000 / quantile(many, 0.5),
    p50Ms: quantile(many, 0.5),
    p99Ms: quantile(many, 0.99),
    ratio: p95 / p95OfFew,
    baseline: 'p95 of the small one',
    target: `p95 <= ${TARGET_MS} ms`,
    note: `p95 ${p95.toFixed(0)} ms; ${p95OfFew.toFixed(0)} ms in the small one`,
  };
}

async function measured(page: Page, { name, act, done, times = TIMES }: Act): Promise<number[]> {
  const latencies: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await page.waitForTimeout(150);
    latencies.push(
      await page.evaluate<number>(`new Promise((resolve, reject) => {
        const turn = ${turn};
        let before;
        const started = performance.now();
        const look = () => {
          let followed;
          try { followed = ${done}; } catch (error) { return reject(error); }
          if (followed) return requestAnimationFrame(() => resolve(performance.now() - started));
          if (performance.now() - started > 30000) return reject(new Error('the page did not follow: ${name}'));
          requestAnimationFrame(look);
        };
        { ${act} }
        requestAnimationFrame(look);
      })`),
    );
  }
  return latencies;
}

function chromiumPath(): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter))
    for (const command of ['chromium', 'chromium-browser', 'google-chrome'])
      try {
        accessSync(join(folder, command), constants.X_OK);
        return join(folder, command);
      } catch {
        // Not in this folder.
      }
  return null;
}
