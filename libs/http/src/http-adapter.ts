import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import compress from '@fastify/compress';
import type { FastifyError, FastifyReply, FastifyRequest, RawServerDefault } from 'fastify';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { invariant } from '@bofu/kernel';
import { FILE_TYPE } from './file-body';
import { httpRefusal, PROBLEM_TYPE, problemOf, sendProblem, type Occurrence, type Problem } from './problem';
import { httpRefusals, refuse } from './http-refusals';
import { parseJsonBody } from './json-body';
import { requireMayListen, type Listening } from './entrance';
import { checkRequestHead, LARGEST_BODY_BYTES } from './request-checks';

export interface HttpAdapterOptions extends Listening {
  /** How long a client may take to send its whole request. Default 30 s. */
  readonly requestTimeoutMs?: number;
}

/**
 * Fastify for Nest with this product's limits: strict JSON (and files where a route takes one), one meaning per request, this machine
 * only unless an entrance is given. Everything it refuses is thrown as a `Refusal` and answered by `ProblemFilter`; what does not even parse as
 * HTTP is answered here, as the same kind of document.
 */
export function createHttpAdapter({
  requestTimeoutMs = 30_000,
  ...listening
}: HttpAdapterOptions = {}): FastifyAdapter {
  const { entrance } = listening;
  const { tls = null, trustedProxies = [] } = entrance ?? {};
  const limits = {
    // Above our own limits, so that a long address and large headers can be told apart.
    maxHeaderSize: 64 * 1024,
    // Node takes the larger of the two for the whole request, so the headers' own limit must not be above it.
    headersTimeout: Math.min(10_000, requestTimeoutMs),
    // `checkWayIn` answers for it.
    requireHostHeader: false,
    connectionsCheckingInterval: Math.max(100, Math.min(5_000, requestTimeoutMs / 4)),
  };
  const adapter = new GuardedAdapter(listening, {
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: 5_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    // The router refuses some addresses before there is a route whose error handler could answer.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      const code = error.code === 'FST_ERR_BAD_URL' ? 'invalid-encoding' : 'uri-too-long';
      const instance = request.url.split('?', 1)[0] ?? '';
      sendProblem(reply, technicalProblem(code, { instance, traceId: request.id }));
    },
    clientErrorHandler: (error, socket) => answerOnSocket(socket, codeOfClientError(error)),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    // Fastify's types know a server by its options: of either kind it is the same here.
    ...((tls === null ? { http: limits } : { https: { ...limits, ...tls } }) as object),
  });
  adapter
    .getHttpServer()
    .on('connect', (_request: unknown, socket: Duplex) => answerOnSocket(socket, 'method-not-allowed'))
    .on('checkExpectation', ({ socket }: IncomingMessage) => answerOnSocket(socket, 'expectation-failed'));

  // For slow lines: a list is a sixth as long. JSON alone; files have lengths and digests of their own, pages a nonce, and what goes
  // on for hours must not be held back. Nobody else's page can ask here (same-site cookies), so lengths tell nobody anything.
  void adapter.getInstance().register(compress, {
    customTypes: /^application\/(?:problem\+)?json\b/,
    encodings: ['gzip', 'identity'],
    globalDecompression: false,
    threshold: COMPRESSED_FROM_BYTES,
  });

  const methodsOf: { readonly path: RegExp; readonly method: string }[] = [];
  adapter
    .getInstance()
    .addHook('onRoute', ({ url, method }) => {
      for (const each of [method].flat()) methodsOf.push({ path: matcherOf(url), method: each });
    })
    .addHook('onRequest', async (request, reply) => {
      void reply.headers(request.protocol === 'https' ? { ...ON_EVERY_ANSWER, ...STAY_WITH_TLS } : ON_EVERY_ANSWER);
      checkRequestHead(request, entrance);
      if (!request.is404) return;
      const path = request.url.split('?', 1)[0] ?? '';
      const allowed = methodsOf.filter((route) => route.path.test(path)).map((route) => route.method);
      if (allowed.length === 0 && request.method !== 'TRACE') return;
      void reply.header('allow', [...new Set(allowed)].sort().join(', '));
      refuse('method-not-allowed', {});
    });
  return adapter;
}

/** Below this a packet holds it as it is. */
const COMPRESSED_FROM_BYTES = 1_400;

/** An answer is data: nothing in it is to be run, framed, or read by a page of another site. Pages say otherwise themselves. */
const ON_EVERY_ANSWER = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};
/** RFC 6797: a browser that has come by TLS once does not come without it for a year. */
const STAY_WITH_TLS = { 'strict-transport-security': 'max-age=31536000' };

class GuardedAdapter extends FastifyAdapter {
  constructor(
    private readonly listening: Listening,
    options: ConstructorParameters<typeof FastifyAdapter<RawServerDefault>>[0],
  ) {
    super(options);
  }

  /** Every way to start listening leads through here. Without a host it is 127.0.0.1, never every interface. */
  override listen(port: string | number, callback?: () => void): void;
  override listen(port: string | number, hostname: string, callback?: () => void): void;
  override listen(where: unknown, ...rest: unknown[]): void {
    const callback = rest.find((each) => typeof each === 'function');
    const options =
      typeof where === 'object' && where !== null
        ? { host: '127.0.0.1', ...where }
        : { port: where, host: typeof rest[0] === 'string' ? rest[0] : '127.0.0.1' };
    requireMayListen(String(options.host), this.listening);
    super.listen(options as never, callback as never);
  }

  override registerParserMiddleware(): void {
    const fastify = this.getInstance();
    fastify.removeAllContentTypeParsers();
    fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_request: unknown, body: Buffer) =>
      parseJsonBody(body),
    );
    // Not read here: who sends it is asked first.
    fastify.addContentTypeParser(FILE_TYPE, (_request, body, done) => done(null, body));
  }
}

/** A route's path as Nest writes it: `/v1/appropriations/:id`. */
const matcherOf = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:[^/]+/g, '[^/]+')
      .replaceAll('*', '.*')}/?$`,
  );

function technicalProblem(code: SocketCode | 'invalid-encoding' | 'uri-too-long', occurrence: Occurrence): Problem {
  const problem = problemOf(httpRefusal(code, {}), httpRefusals, occurrence);
  invariant(problem !== null, `no such technical code: ${code}`);
  return problem;
}

type SocketCode = 'bad-request' | 'expectation-failed' | 'method-not-allowed' | 'headers-too-large' | 'request-timeout';

function codeOfClientError({ code }: { code?: string }): SocketCode {
  switch (code) {
    case 'HPE_INVALID_METHOD':
      return 'method-not-allowed';
    case 'HPE_HEADER_OVERFLOW':
      return 'headers-too-large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'request-timeout';
    default:
      return 'bad-request';
  }
}

/** There is no request object for what Node's parser refused: the answer is written by hand, and the line closed. */
function answerOnSocket(socket: Duplex, code: SocketCode): void {
  // Node has let go of a CONNECT's socket: an error on it that nobody hears would end the process.
  socket.on('error', () => socket.destroy());
  if (socket.destroyed || !socket.writable) return;
  const problem = technicalProblem(code, { instance: '', traceId: randomUUID() });
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${PROBLEM_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
