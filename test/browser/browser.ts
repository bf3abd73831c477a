import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
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

/** Debian's Chromium on an empty profile, as a Chinese clerk's, from which no request leaves this host. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'bofu-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: requiredToolPath('chromium'),
    headless: true,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1440, height: 900 },
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
  });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const [foreign, complaints]: string[][] = [[], []];
  // Watched, and kept from the network by the resolver: a route through this process would turn the cache off.
  context.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') foreign!.push(request.url());
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints!.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints!.push(error.message));
  return {
    page,
    foreign: foreign!,
    complaints: complaints!,
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
