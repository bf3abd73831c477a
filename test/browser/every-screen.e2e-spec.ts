import { readFileSync } from 'node:fs';
import { requireTool } from '@bofu/testing';
import screens from '../../apps/web/build/screens.json';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { CENTRAL_CODE } from './pension-office';
import { expectPoll } from './expect-poll';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Each screen by its address, and what stands on it once it has everything; pictures are taken of the same. */
const SCREENS = screens.map(({ name, path, ready }) => [name, path, ready] as const);

requireTool('chromium')('every screen', () => {
  let office: DemoOffice;
  let browser: Browser;
  let places: Readonly<Record<string, string>>;

  beforeAll(async () => {
    office = await openDemoOffice();
    places = await office.placesOf(CENTRAL_CODE);
    browser = await openBrowser();
    await browser.actAs(office.address, '居保经办');
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const open = async (path: string, ready: string) => {
    await browser.page.setViewportSize({ width: 1440, height: 900 });
    await browser.page.goto(office.address + path.replace(/:([a-z]+)/, (_, place: string) => places[place] ?? ''));
    await browser.page.locator(ready).first().waitFor();
    await browser.page.waitForLoadState('networkidle');
  };

  it.each(SCREENS)(
    '%s can be used by everybody: axe finds nothing serious and no region or header without a name of its own, and at 200 %% it moves sideways in its tables only',
    async (_, path, ready) => {
      const { page } = browser;
      await open(path, ready);
      await page.evaluate(AXE);
      const found = await page.evaluate<string[]>(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
          .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' ||
            ['landmark-unique', 'empty-table-header', 'region'].includes(id))
          .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`,
      );
      expect(found).toEqual([]);
      await page.setViewportSize({ width: 720, height: 450 });
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      for (let tries = 0; tries < 200 && (await width()) > 720; tries += 1) await page.waitForTimeout(50);
      expect(await width()).toBeLessThanOrEqual(720);
    },
    240_000,
  );

  it('print the list on A4 across, no column cut, the header on every page', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26&money=yuan', '.data-table tfoot');
    await page.emulateMedia({ media: 'print' });
    // A4 across, less 12 mm on each side, at 96 dots an inch.
    await page.setViewportSize({ width: 1032, height: 703 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1032);
    expect(await page.evaluate<string>("getComputedStyle(document.querySelector('thead')).display")).toBe(
      'table-header-group',
    );
    await expectPoll(() => page.locator('.top-bar').isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = printed.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThanOrEqual(1);
    expect(pages.length).toBeLessThanOrEqual(3);
    expect(printed).toMatch(/\/MediaBox\s*\[0 0 84[12](\.\d+)? 59[45](\.\d+)?\]/);
  });

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
