import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { ConsoleLogger } from '@nestjs/common';
import { chromium, type Page } from 'playwright-core';
import { openOffice, PROJECTIONS, type Office } from '@bofu/api';
import { appropriationIdOf, copyBooksIn, type Books } from './books';
import { freshDatabase } from './database';
import { quantile, type Figure } from './measure';

const PROGRAMMES = 2_000;
/** Even, so that what an act turns on is turned off again. */
const TIMES = 16;
const TARGET_MS = 200;

/** One thing a person does, in the page's own words: what sets it off, and how it is seen that the page has followed. */
interface Act {
  readonly name: string;
  /** Expressions evaluated in the page; `turn` counts from 0. */
  readonly act: string;
  readonly done: string;
}

const PRESS = (key: string): string =>
  `document.body.dispatchEvent(new KeyboardEvent('keydown', { key: '${key}', bubbles: true }))`;
const CLICK = (text: string): string =>
  `[...document.querySelectorAll('button')].find((each) => each.textContent.includes('${text}')).click()`;

const CURRENT = `document.querySelector('.data-table-current')?.rowIndex`;

const ON_THE_LIST: readonly Act[] = [
  {
    name: 'sort by budget',
    act: `before = document.querySelector('th[aria-sort]').ariaSort; document.querySelector('.sort-button').click()`,
    done: `document.querySelector('th[aria-sort]').ariaSort !== before`,
  },
  {
    name: 'search as somebody types',
    act: `const field = document.querySelector('.search-field input, input.search-field');
      field.focus();
      const text = turn % 2 === 0 ? 'BENCH' + '0'.repeat(13) + '1' : '';
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, text);
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      before = text`,
    done: `(new URLSearchParams(location.search).get('text') ?? '') === before
      && document.querySelector('tfoot').textContent.includes(before === '' ? '${PROGRAMMES}' : '合计 ')
      && (before === '') === document.querySelector('tfoot').textContent.includes('${PROGRAMMES}')`,
  },
  {
    name: 'turn the page',
    act: `before = document.querySelector('.pages span').textContent; (turn % 2 === 0 ? ${CLICK('下一页')} : ${CLICK('上一页')})`,
    done: `document.querySelector('.pages span').textContent !== before`,
  },
  {
    name: 'move to the next row',
    act: `before = ${CURRENT}; document.activeElement?.blur(); ${PRESS('j')}`,
    done: `${CURRENT} !== before`,
  },
];

const IN_THE_TIMELINE: readonly Act[] = [
  {
    name: 'read on in the timeline',
    act: `before = document.querySelectorAll('.timeline li').length; document.querySelector('.timeline-more').click()`,
    done: `document.querySelectorAll('.timeline li').length > before`,
  },
  {
    name: 'show all events or money only',
    act: `before = document.querySelector('.timeline li').textContent; document.querySelector('.timeline-tools input[type=checkbox]').click()`,
    done: `document.querySelector('.timeline li') !== null && document.querySelector('.timeline-tools input[type=checkbox]').checked === (turn % 2 === 1)`,
  },
];

/** How long a person waits for the page, measured in the page: from the act to the frame that shows what came of it. */
export async function screenFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const executable = chromiumPath();
  if (executable === null) {
    process.stderr.write('screens: NOT RUN (no chromium found)\n');
    return [];
  }
  const timeline = Math.min(events, 100_000);
  const onTheList = await inBrowser(executable, adminUrl, 'bench_screens_list', {
    books: { events: PROGRAMMES * 6, appropriations: PROGRAMMES },
    path: '/programmes?year=2021&size=200',
    ready: '.data-table tbody tr',
    acts: ON_THE_LIST,
  });
  const inTheTimeline = await inBrowser(executable, adminUrl, 'bench_screens_timeline', {
    books: { events: timeline, appropriations: 1, inFull: true },
    path: `/programmes/${appropriationIdOf(0)}?year=2021`,
    ready: '.timeline li',
    acts: IN_THE_TIMELINE,
  });
  return [
    ...onTheList.map((figure) => ({ ...figure, name: `${figure.name}, ${PROGRAMMES} programmes` })),
    ...inTheTimeline.map((figure) => ({ ...figure, name: `${figure.name}, ${timeline.toLocaleString('en')} events` })),
  ];
}

interface Visit {
  readonly books: Books;
  readonly path: string;
  readonly ready: string;
  readonly acts: readonly Act[];
}

async function inBrowser(executable: string, adminUrl: string, name: string, visit: Visit): Promise<Figure[]> {
  const url = await freshDatabase(adminUrl, name);
  const open = () =>
    openOffice(
      { store: { kind: 'postgres', url: null }, databaseUrl: url, dataDir: '', host: '127.0.0.1', port: 0 },
      { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
    );
  // Opened once before, so that the tables are there to be filled, and the store begins with its founding.
  await (await open()).close();
  await copyBooksIn(url, visit.books);
  const office = await open();
  const profile = mkdtempSync(join(tmpdir(), 'bofu-bench-chromium-'));
  try {
    const address = await office.listen();
    await everythingProjected(office);
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      headless: true,
      locale: 'zh-CN',
      viewport: { width: 1440, height: 900 },
      args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
    });
    try {
      const page = await context.newPage();
      await page.goto(`${address}${visit.path}`);
      await page.waitForSelector(visit.ready, { timeout: 120_000 });
      const figures: Figure[] = [];
      for (const act of visit.acts) figures.push(await measured(page, act));
      return figures;
    } finally {
      await context.close();
    }
  } finally {
    await office.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function everythingProjected({ store, database, projections }: Office): Promise<void> {
  const head = await store.head();
  if (head === null) return;
  for (const { name } of PROJECTIONS) await projections.waitFor(name, head, 600_000);
  // What a server has done by itself a minute later: until then the database guesses at how much there is.
  await database.query('analyze');
}

async function measured(page: Page, { name, act, done }: Act): Promise<Figure> {
  const latencies: number[] = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    await page.waitForTimeout(150);
    latencies.push(
      await page.evaluate<number>(`new Promise((resolve, reject) => {
        const turn = ${turn};
        let before;
        const started = performance.now();
        const look = () => {
          if (${done}) return requestAnimationFrame(() => resolve(performance.now() - started));
          if (performance.now() - started > 30000) return reject(new Error('the page did not follow: ${name}'));
          requestAnimationFrame(look);
        };
        { ${act} }
        requestAnimationFrame(look);
      })`),
    );
  }
  const p50 = quantile(latencies, 0.5);
  return {
    name,
    perSecond: 1_000 / p50,
    p50Ms: p50,
    p99Ms: quantile(latencies, 0.99),
    ratio: p50 / TARGET_MS,
    baseline: 'of 200 ms',
    target: '<= 1',
  };
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
