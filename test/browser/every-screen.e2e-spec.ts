import { readFileSync } from 'node:fs';
import { requireTool } from '@bofu/testing';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { CENTRAL_CODE } from './pension-office';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Each screen, and what stands on it once it has everything; `:central` is the pension's central appropriation. */
const SCREENS: readonly (readonly [name: string, path: string, ready: string])[] = [
  ['工作台', '/', '.page-status'],
  ['项目列表', '/programmes?asOf=2021-10-26', '.data-table tfoot'],
  ['项目详情', '/programmes/:central?asOf=2021-10-26', '.execution-chart svg'],
  ['发放批次', '/payments/payout-run?year=2021&of=:central', '.submit-button'],
  ['拨付与发放', '/payments?year=2021', '.data-table tbody tr'],
  ['预警', '/alerts?year=2021', '.case-history li'],
  ['预警规则', '/alert-rules?year=2021', '.submit-button'],
  ['审计回放', '/replay?year=2021', '.sum-check'],
  ['审计问题', '/audit?year=2021&question=10', '.audit-answer table'],
  ['下达指标', '/programmes/issue', '.submit-button'],
  ['对账与月结', '/months?year=2021', '.data-table tfoot'],
  ['绩效监控与自评', '/performance?year=2021', '.data-table tbody tr'],
  ['年终结账', '/years/2021/closing?year=2021', '.data-table tbody tr'],
  ['工作日历', '/calendars', '.page-status'],
  ['设置', '/setup', '.page-status'],
  ['支出计划', '/setup/plans/:central?year=2021', '.execution-chart svg'],
  ['发放方案', '/setup/schemes?year=2021', '.submit-button'],
  ['期初补录', '/setup/opening?year=2021', '.submit-button'],
  ['模板导入', '/setup/templates?year=2021', '.submit-button'],
  ['部门与人员', '/people', '.submit-button'],
  ['任务中心', '/jobs', '.page-status'],
];

requireTool('chromium')('every screen', () => {
  let office: DemoOffice;
  let browser: Browser;
  let central: string;

  beforeAll(async () => {
    office = await openDemoOffice();
    central = await office.appropriationOf(CENTRAL_CODE);
    browser = await openBrowser();
    await browser.actAs(office.address, '居保经办');
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  }, 60_000);

  const open = async (path: string, ready: string) => {
    await browser.page.goto(office.address + path.replace(':central', central));
    await browser.page.locator(ready).first().waitFor();
    await browser.page.waitForLoadState('networkidle');
  };

  it.each(SCREENS)(
    '%s can be used by everybody: axe finds nothing serious, and at 200 %% it moves sideways in its tables only',
    async (_, path, ready) => {
      const { page } = browser;
      await open(path, ready);
      await page.evaluate(AXE);
      const found = await page.evaluate<string[]>(
        `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`,
      );
      expect(found).toEqual([]);
      await page.setViewportSize({ width: 720, height: 450 });
      const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
      while ((await width()) > 720) await page.waitForTimeout(50);
      expect(await width()).toBeLessThanOrEqual(720);
      await page.setViewportSize({ width: 1440, height: 900 });
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
    expect(await page.locator('.top-bar').isVisible()).toBe(false);
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 1440, height: 900 });
    const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = printed.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThanOrEqual(1);
    expect(pages.length).toBeLessThanOrEqual(3);
    expect(printed).toMatch(/\/MediaBox\s*\[0 0 84[12](\.\d+)? 59[45](\.\d+)?\]/);
  }, 240_000);

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
