import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { NONCE_IN_PAGE, screensPolicy, SWAGGER_POLICY } from './content-policy';
import { pagePreloads } from './page-preloads';

/** The folder with package.json, whether this runs compiled or from source: the screens are built below it. */
function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

export const builtScreens = (): string => join(projectRoot(), 'dist/web');

/** Addresses that belong to machines: what is not found there is answered as a problem, never as a page. */
const FOR_MACHINES = /^\/(?:v1|docs|openapi|assets|livez|readyz|metrics)(?:[/.]|$)/;

/**
 * Serves the screens from the server's own origin: their files under `/assets/`, and one page for every other address a
 * browser may open, because the page itself knows its screens. Every address of the interface stays what it is.
 */
export function serveScreens(app: NestFastifyApplication, folder = builtScreens()): void {
  const file = join(folder, 'index.html');
  const page = existsSync(file) ? readFileSync(file, 'utf8') : null;
  const preloadsOf = pagePreloads(join(folder, 'page-files.json'));
  const fastify = app.getHttpAdapter().getInstance();

  // Not waited for: that would end the loading of what is registered so far, before it knows who answers for what is
  // not found.
  if (page !== null)
    void app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      preCompressed: true,
      decorateReply: false,
      // Each file is named after its content: what has been fetched once need never be asked for again.
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
    });

  fastify.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (/^\/docs(?:\/|$)/.test(path)) void reply.headers(SWAGGER_POLICY);
    if (!request.is404 || !isForPeople(request, path)) return;
    if (page === null) return path === '/' ? reply.redirect('/docs', 302) : undefined;
    const nonce = randomBytes(16).toString('base64');
    // `no-store` is there already, as for everything that is not a file: this page is different every time.
    return reply
      .headers(screensPolicy(nonce))
      .type('text/html; charset=utf-8')
      .send(page.replace('</head>', () => `${preloadsOf(path)}</head>`).replaceAll(NONCE_IN_PAGE, nonce));
  });
}

const isForPeople = ({ method, headers }: FastifyRequest, path: string): boolean =>
  ['GET', 'HEAD'].includes(method) &&
  !FOR_MACHINES.test(path) &&
  (path === '/' || (headers.accept ?? '').includes('text/html'));
