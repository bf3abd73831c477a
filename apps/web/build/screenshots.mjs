// The pictures in docs/images, at 1366×768: five of the demo year, the October payout on the day it is refused among them;
// and every screen in docs/images/screens, shown on docs/screens.md.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { smallerPng } from './smaller-png.mjs';

const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));
const IMAGES = join(PROJECT, 'docs/images');
const LARGEST = 300 * 1024;
const PENSION = '13062121RXGO3YWDTCKQR';
const CLERK = '居保经办';

/** Each picture, where it is taken, and what must be there before; `:pension` is the appropriation of that programme. */
const OF_THE_YEAR = [
  ['programmes', '/programmes?asOf=2021-10-26', '.data-table tbody tr >> nth=20'],
  ['programme', '/programmes/:pension?asOf=2021-10-26&money=yuan', '.execution-chart svg'],
  ['alerts', '/alerts?asOf=2021-10-31', '.case-history li'],
  ['replay', '/replay?year=2021', '.sum-check'],
];
const SCREENS = JSON.parse(readFileSync(new URL('screens.json', import.meta.url), 'utf8'));
const EVERY_SCREEN = SCREENS.map(({ picture, path, ready }) => [`screens/${picture}`, path, ready]);
const IN_OCTOBER = [['payout-run', '/payments/payout-run?of=:pension&asOf=2021-10-26&money=yuan', '.stop']];

const browser = await chromium.launch({
  executablePath: ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find((path) => existsSync(path)),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  mkdirSync(join(IMAGES, 'screens'), { recursive: true });
  await take([...OF_THE_YEAR, ...EVERY_SCREEN], []);
  await take(IN_OCTOBER, ['--until', '2021-10-26']);
  writeFileSync(join(PROJECT, 'docs/screens.md'), gallery());
} finally {
  await browser.close();
}

/** Takes pictures in a demo office of its own. */
async function take(pictures, demoOptions) {
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-screenshots-'));
  chmodSync(dataDir, 0o755);
  const office = await demoOffice(dataDir, demoOptions);
  try {
    await takeIn(office.address, pictures);
  } finally {
    await office.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function takeIn(address, pictures) {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
  });
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const issued = await (await fetch(`${address}/v1/appropriations?fiscalYear=2021&limit=200`)).json();
  const { appropriationId, programmeId } = issued.items.find(({ programmeCode }) => programmeCode === PENSION);
  const september = await fetch(
    `${address}/v1/payments?fiscalYear=2021&paidIn=2021-09&appropriationId=${appropriationId}`,
  );
  const [payment] = (await september.json()).items;
  const places = {
    pension: appropriationId,
    central: appropriationId,
    programme: programmeId,
    payment: payment.paymentId,
  };
  await page.goto(address);
  await page.locator('.nobody-chosen').getByRole('button', { name: CLERK }).first().click();
  for (const [name, path, ready] of pictures) {
    await page.goto(address + path.replace(/:([a-z]+)/, (_, place) => places[place]));
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    const file = join(IMAGES, `${name}.png`);
    const picture = smallerPng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
    writeFileSync(file, picture);
    console.log(`${file} ${picture.length} bytes`);
    if (picture.length > LARGEST) throw new Error(`a picture of a screen has ${LARGEST} bytes at most`);
  }
  await context.close();
}

/** The page that shows every screen. */
function gallery() {
  return [
    '# Every screen',
    '',
    'The demo year at 1366×768 in single-person mode, taken anew by `npm run screenshots`. Each is opened, checked with axe and at 200 %',
    'by `test/browser/every-screen`.',
    '',
    ...SCREENS.flatMap(({ name, picture }) => [`## ${name}`, '', `![${name}](images/screens/${picture}.png)`, '']),
  ].join('\n');
}

async function demoOffice(dataDir, options) {
  const child = spawn(
    process.execPath,
    [join(PROJECT, 'dist/apps/cli/src/main.js'), 'demo', '--single-person', ...options],
    {
      env: { PATH: process.env.PATH, BOFU_PORT: '0', BOFU_DATA_DIR: dataDir },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const address = await new Promise((resolve, reject) => {
    let told = '';
    child.stderr.on('data', (chunk) => {
      told += chunk;
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`ended before it listened: ${told}`)));
  });
  return { address, stop: () => (child.kill('SIGTERM'), ended) };
}
