import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from '@bofu/testing';
import { pdf, png, xlsx } from '../../libs/attachment/testing/example-files';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';

requireTool('chromium')('papers of a month', () => {
  let office: OfficeUnderTest;
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), 'bofu-papers-'));
  const paper = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const card = () => browser.page.getByRole('region', { name: '附件', exact: true });
  const press = (name: string) => card().getByRole('button', { name }).last().click();

  beforeAll(async () => {
    office = await officeOverHttp('memory');
    browser = await openBrowser();
    await browser.page.goto(`${office.address}/months?year=2021&month=2021-09`);
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are chosen, named, attached by keyboard, opened, and taken off with a reason', async () => {
    const { page } = browser;
    await card().getByText('还没有附件').waitFor();
    await card().locator('input[type=file]').setInputFiles(paper('九月对账单.pdf', pdf()));
    await card().getByText('尚未登记').waitFor();
    await card().getByLabel('文件名').press('Control+Enter');
    const link = card().getByRole('link', { name: '九月对账单.pdf' });
    await link.waitFor();
    await card().getByText('附件 1 份').waitFor();
    const opened = await page.request.get(new URL((await link.getAttribute('href')) ?? '', office.address).href);
    expect(await opened.body()).toEqual(pdf());

    await press('撤下 九月对账单.pdf');
    await card().getByLabel('原因').fill('传错了月份');
    await card().getByLabel('原因').press('Control+Enter');
    await card().getByText('已撤下：传错了月份').waitFor();
    await card().getByText('附件 0 份').waitFor();
  });

  it('are pasted and dropped, one after the other; what is not taken is said in words', async () => {
    const { page } = browser;
    // In the page's own words: what a browser has is no part of these sources.
    const transfer = (bytes: Uint8Array, name: string) =>
      `(() => { const files = new DataTransfer(); files.items.add(new File([new Uint8Array([${[...bytes].join()}])], '${name}')); return files; })()`;
    await page.evaluate(
      `document.dispatchEvent(new ClipboardEvent('paste', { clipboardData: ${transfer(png(), '截图.png')}, bubbles: true, cancelable: true }))`,
    );
    await card().getByText('尚未登记').waitFor();
    await card().locator('.submit-button').click();
    await card().getByRole('link', { name: '截图.png' }).waitFor();

    const roll = await page.evaluateHandle(transfer(xlsx(), '花名册.xlsx'));
    await card().locator('.file-drop').dispatchEvent('drop', { dataTransfer: roll });
    await card().getByText('可能载有人员名册，暂不接收').waitFor();
    await press('不添加');
    await card().getByText('可能载有人员名册').waitFor({ state: 'detached' });
    expect(browser.complaints.filter((said) => !said.includes('415'))).toEqual([]);
    expect(browser.foreign).toEqual([]);
  });
});
