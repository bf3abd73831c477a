import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { requiredToolPath } from '@bofu/testing';

export interface Browser {
  readonly page: Page;
  /** Requests that would have left the host; none finds its way. */
  readonly foreign: string[];
  /** Errors and refusals of the page's policy, as the console and the page told them. */
  readonly complaints: string[];
  /** Once in a browser, whoever is at it says who she is. */
  actAs(address: string, name: string): Promise<void>;
  close(): Promise<void>;
}

const STARTED = {
  headless: true,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
/** A test at a browser has five minutes: on a slow machine each of its waits may take long, and none may hang for ever. */
jest.setTimeout(300_000);

const CLERKS = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };

/** What goes on in a context that ought not to. Watched, and kept from the network by the resolver: a route through this process would turn the cache off. */
function watch(context: BrowserContext, foreign: string[], complaints: string[]): void {
  context.setDefaultTimeout(90_000);
  context.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') foreign.push(request.url());
  });
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
}

/** Debian's Chromium on an empty profile, as a Chinese clerk's, from which no request leaves this host. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'bofu-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...{ executablePath: requiredToolPath('chromium'), ...STARTED, ...CLERKS },
    viewport: { width: 1440, height: 900 },
  });
  const foreign: string[] = [];
  const complaints: string[] = [];
  watch(context, foreign, complaints);
  const page = await context.newPage();
  return {
    page,
    foreign,
    complaints,
    actAs: async (address, name) => {
      await page.goto(address);
      await page.locator('.nobody-chosen').getByRole('button', { name }).click();
      await page.locator('.nobody-chosen').waitFor({ state: 'detached' });
    },
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

export interface Desks {
  readonly foreign: string[];
  readonly complaints: string[];
  /** At her own desk, the same page each time: cookies and storage of its own, 1366×768. Signs in anew, by the keyboard alone. */
  signedIn(address: string, login: string, password: string): Promise<Page>;
  /** Every desk's clock shows that instant until it is set again; what waits goes on waiting. */
  setClocks(instant: string): Promise<void>;
  close(): Promise<void>;
}

/** One Chromium with a desk for each of several people, beside each other. */
export async function openDesks(): Promise<Desks> {
  const browser = await chromium.launch({ executablePath: requiredToolPath('chromium'), ...STARTED });
  const foreign: string[] = [];
  const complaints: string[] = [];
  const pages = new Map<string, Page>();
  let instant: string | null = null;
  const deskOf = async (login: string): Promise<Page> => {
    const there = pages.get(login);
    if (there !== undefined) return there;
    const context = await browser.newContext({ ...CLERKS, viewport: { width: 1366, height: 768 } });
    watch(context, foreign, complaints);
    if (instant !== null) await context.clock.setFixedTime(instant);
    const page = await context.newPage();
    pages.set(login, page);
    return page;
  };
  return {
    foreign,
    complaints,
    signedIn: async (address, login, password) => {
      const page = await deskOf(login);
      await page.context().clearCookies();
      await page.goto(`${address}/sign-in`);
      await page.getByRole('form', { name: '登录' }).waitFor();
      await page.keyboard.type(login);
      await page.keyboard.press('Tab');
      await page.keyboard.type(password);
      await page.keyboard.press('Enter');
      await page.getByRole('form', { name: '登录' }).waitFor({ state: 'detached' });
      return page;
    },
    setClocks: async (now) => {
      instant = now;
      for (const page of pages.values()) await page.context().clock.setFixedTime(now);
    },
    close: () => browser.close(),
  };
}
