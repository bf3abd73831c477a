import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { EventStore } from '@bofu/event-store';
import { ActingPersons, createHttpAdapter, HttpModule } from '@bofu/http';
import { MemoryIdempotencyKeys } from '../../../../libs/http/testing/memory-idempotency-keys';
import { describeInterface } from '../describe-interface';
import { serveScreens } from './serve-screens';

class Parts {}
class Root {}

/** No command is given here: nobody acts and nothing is recorded. */
const parts = {
  module: Parts,
  global: true,
  providers: [EventStore, ActingPersons].map((provide) => ({ provide, useValue: {} })),
  exports: [EventStore, ActingPersons],
};

/** Screens of one file, beside the pages of the interface, as an installation has them. */
describe('files of the screens and of the interface', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-screens-'));
  let app: NestFastifyApplication;
  let port: number;

  beforeAll(async () => {
    mkdirSync(join(folder, 'assets/fonts'), { recursive: true });
    writeFileSync(join(folder, 'index.html'), '<head><title>拨付</title></head>');
    writeFileSync(
      join(folder, 'page-files.json'),
      JSON.stringify([
        { path: '/payments/payout-run', files: ['assets/run.js'] },
        { path: '/payments/:paymentId', files: ['assets/payment.js', 'assets/payment.css'] },
        { path: '/alerts/*', files: ['assets/alerts.js'] },
      ]),
    );
    writeFileSync(join(folder, 'assets/app.js'), 'export {};');
    app = await NestFactory.create<NestFastifyApplication>(
      {
        module: Root,
        imports: [parts, HttpModule.forRoot({ catalogues: [], idempotencyKeys: new MemoryIdempotencyKeys() })],
      },
      createHttpAdapter(),
      { logger: false },
    );
    SwaggerModule.setup('docs', app, () => describeInterface(app), { jsonDocumentUrl: 'openapi.json' });
    serveScreens(app, folder);
    await app.listen(0);
    port = Number(new URL(await app.getUrl()).port);
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  /** As written: a client would tidy the address first. */
  const get = (address: string, header = 'x-none: 1'): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (chunk: string) => void (answer += chunk));
      socket.on('close', () => resolve(answer)).on('error', reject);
      socket.write(`GET ${address} HTTP/1.1\r\nHost: 127.0.0.1\r\n${header}\r\nConnection: close\r\n\r\n`);
    });

  it.each(['/assets/app.js', '/docs/', '/docs/index.css', '/'])('%s is there', async (address) => {
    expect(await get(address)).toMatch(/^HTTP\/1.1 200 /);
  });

  it.each([
    ['/payments/payout-run?year=2026', ['assets/run.js']],
    ['/payments/4711', ['assets/payment.js', 'assets/payment.css']],
    ['/payments/4711/', ['assets/payment.js', 'assets/payment.css']],
    ['/alerts', ['assets/alerts.js']],
    ['/alerts/c-1', ['assets/alerts.js']],
    ['/payments', []],
    ['/payments/4711/more', []],
    ['/alertsx', []],
  ])('%s comes with the files of its own page', async (address, files) => {
    const page = await get(address, 'accept: text/html');
    expect(page).toContain('<title>拨付</title>');
    expect(
      [...page.matchAll(/<link rel="(?:module)?preload"[^>]* href="\/([^"]+)">/g)].map(([, file]) => file),
    ).toEqual(files);
  });

  const odd = [
    'LICENSE',
    '../x',
    '..%2fx',
    '..%2f..%2fetc%2fpasswd',
    '/x',
    '%00',
    '%5c',
    '%5c..%5cx',
    '.env',
    'a/../../x',
  ];
  it.each([
    '/assets/',
    '/assets/fonts',
    '/assets/fonts/',
    ...['/assets/', '/docs/'].flatMap((place) => odd.map((name) => `${place}${name}`)),
  ])('%s is not, and that is answered as a problem', async (address) => {
    const [head = '', body = ''] = (await get(address)).split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1.1 404 /);
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code: 'not-found', status: 404 });
  });
});
