import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { commandHeaders, soundBody, startExample, type ExampleApp } from '../testing/example-app';

let example: ExampleApp;
const carriedOut: unknown[] = [];

beforeAll(async () => {
  example = await startExample({
    carryOut: async (_context, body) => {
      carriedOut.push(body);
      return 0n;
    },
    http: { requestTimeoutMs: 400 },
  });
});
afterAll(() => example.app.close());
beforeEach(() => void (carriedOut.length = 0));

const at = (path: string): string => `http://127.0.0.1:${example.port}${path}`;
const post = (body: string | Buffer, headers: Record<string, string> = {}, path = '/v1/examples') =>
  fetch(at(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...commandHeaders(), ...headers },
    body,
  });
const withField = (fields: object): string => JSON.stringify({ ...soundBody, ...fields });

/** Every refusal is a whole problem document with a Chinese sentence, and nothing was carried out. */
async function expectProblem(answer: Response, status: number, code: string) {
  const problem = (await answer.json()) as Record<string, unknown>;
  expect({ status: answer.status, code: problem['code'] }).toEqual({ status, code });
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  expect(problem).toMatchObject({
    type: `/problems/${code}`,
    status,
    traceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect(problem['title']).toMatch(/\p{Script=Han}/u);
  expect(JSON.stringify(problem)).not.toMatch(/undefined|\[object|node_modules/);
  expect(carriedOut).toEqual([]);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  return problem;
}

describe('a sound request', () => {
  it('is carried out: the control without which every refusal below would prove nothing', async () => {
    const answer = await post(JSON.stringify(soundBody));
    expect(answer.status).toBe(201);
    expect(carriedOut).toEqual([{ ...soundBody, amount: 18896750n }]);
  });

  it.each([
    ['markup', '<img src=x onerror=alert(1)>'],
    ['templates', '${jndi:ldap://x} {{7*7}} %s%n'],
    ['quotes and SQL', `'; drop table event; -- "`],
    ['rare characters', '䶮𠮷犇'],
    ['surrounding spaces', ' 农财科 '],
  ])('keeps %s verbatim', async (_what, name) => {
    expect((await post(withField({ name }))).status).toBe(201);
    expect(carriedOut).toEqual([expect.objectContaining({ name })]);
  });

  it('keeps text in its composed form (NFC)', async () => {
    expect((await post(withField({ name: 'e\u0301' }))).status).toBe(201);
    expect(carriedOut).toEqual([expect.objectContaining({ name: '\u00e9' })]);
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
  ])('may be called %s', async (contentType) => {
    expect((await post(JSON.stringify(soundBody), { 'content-type': contentType })).status).toBe(201);
  });

  it('may begin with a byte order mark, as Windows programs write it', async () => {
    expect((await post(`\uFEFF${JSON.stringify(soundBody)}`)).status).toBe(201);
  });
});

describe('a body that is not sound JSON', () => {
  const cases: [string, string | Buffer, number, string][] = [
    ['cut off', '{"amount":', 400, 'malformed-json'],
    ['empty', '', 400, 'malformed-json'],
    ['with a comment', '{"name":"x"/* why */}', 400, 'malformed-json'],
    ['with a line comment', '{"name":"x"} // why', 400, 'malformed-json'],
    ['with a trailing comma', '{"name":"x",}', 400, 'malformed-json'],
    ['two documents', '{}{}', 400, 'malformed-json'],
    ['single quotes', `{'name':'x'}`, 400, 'malformed-json'],
    ['NaN', '{"name":NaN}', 400, 'malformed-json'],
    ['a number with a leading zero', '{"name":01}', 400, 'malformed-json'],
    ['a raw line break in a text', '{"name":"a\nb"}', 400, 'malformed-json'],
    ['null', 'null', 422, 'not-an-object'],
    ['a list', '[]', 422, 'not-an-object'],
    ['a text', '"x"', 422, 'not-an-object'],
    ['a number', '1', 422, 'not-an-object'],
    ['a name twice', '{"amount":"1.00","amount":"9.00"}', 400, 'duplicate-key'],
    ['a name twice, once escaped', '{"amount":"1.00","am\\u006funt":"9.00"}', 400, 'duplicate-key'],
    ['__proto__', '{"__proto__":{"polluted":1}}', 400, 'forbidden-key'],
    ['__proto__, escaped', '{"__pr\\u006fto__":{"polluted":1}}', 400, 'forbidden-key'],
    ['constructor.prototype', '{"constructor":{"prototype":{"polluted":1}}}', 400, 'forbidden-key'],
    ['__proto__ five levels down', '{"a":{"b":{"c":[{"__proto__":{"polluted":1}}]}}}', 400, 'forbidden-key'],
    [
      '10,000 names',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, 1]))),
      422,
      'too-many-keys',
    ],
    ['33 levels', `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`, 422, 'too-deep'],
    ['400,000 open brackets', '['.repeat(400_000), 422, 'too-deep'],
    ['1,000,001 bytes', JSON.stringify({ name: 'x'.repeat(1_000_001 - 11) }), 413, 'body-too-large'],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      400,
      'invalid-encoding',
    ],
    ['UTF-16LE', Buffer.from(JSON.stringify(soundBody), 'utf16le'), 400, 'invalid-encoding'],
    ['UTF-16LE of ASCII alone', Buffer.from('{"name":"x"}', 'utf16le'), 400, 'invalid-encoding'],
    ['UTF-16LE with its mark', Buffer.from(`\uFEFF${JSON.stringify(soundBody)}`, 'utf16le'), 400, 'invalid-encoding'],
    [
      'GBK',
      Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd1, 0xf8, 0xc0, 0xcf]), Buffer.from('"}')]),
      400,
      'invalid-encoding',
    ],
    ['NUL in a text', withField({ name: 'a\0b' }), 422, 'invalid-text'],
    ['half a character', withField({ name: 'x' }).replace('"x"', '"\\ud800"'), 422, 'invalid-text'],
    ['NUL in a name', withField({ 'a\0': 1 }), 422, 'invalid-text'],
    ['a text turned round', withField({ name: 'abc\u202Etxt' }), 422, 'forbidden-character'],
    ['an invisible character', withField({ name: '王\u200B经办' }), 422, 'forbidden-character'],
  ];
  it.each(cases)('%s', async (_what, body, status, code) => {
    await expectProblem(await post(body), status, code);
  });

  it('says where the name stands that came twice', async () => {
    const problem = await expectProblem(await post('{"plan":[{"on":1,"on":2}]}'), 400, 'duplicate-key');
    expect(problem['errors']).toEqual([
      { pointer: '#/plan/0/on', code: 'duplicate-key', message: '同一字段“on”出现了两次' },
    ]);
  });
});

describe('a field that is not what it should be', () => {
  const cases: [string, object, string, string][] = [
    ['unknown', { status: 'APPROVED' }, 'unknown-field', '#/status'],
    ['set by the server alone', { recordedAt: '2020-01-01' }, 'unknown-field', '#/recordedAt'],
    ['an amount as a number', { amount: 100 }, 'amount-not-string', '#/amount'],
    ['an amount as true', { amount: true }, 'amount-not-string', '#/amount'],
    ['an amount as a list', { amount: ['1.00'] }, 'amount-not-string', '#/amount'],
    ['an amount as null', { amount: null }, 'amount-not-string', '#/amount'],
    ...[
      '1e3',
      '0x10',
      '1.5',
      '100',
      ' 100.00',
      '100.00 ',
      '１００.００',
      '1,000.00',
      '1.000',
      '+1.00',
      '',
      '-',
      '１',
    ].map((amount): [string, object, string, string] => [
      `an amount ${JSON.stringify(amount)}`,
      { amount },
      'amount-format',
      '#/amount',
    ]),
    ['an amount of nothing', { amount: '0.00' }, 'amount-not-positive', '#/amount'],
    ['an amount below nothing', { amount: '-5.00' }, 'amount-not-positive', '#/amount'],
    ['an amount above all bounds', { amount: '10000000000000000000.00' }, 'amount-too-large', '#/amount'],
    ['a list for a text', { name: ['a', 'b'] }, 'invalid-type', '#/name'],
    ['an object for a text, without toString', { name: { toString: 1 } }, 'invalid-type', '#/name'],
    ['an object for an id, without toString', { unit: { toString: 1 } }, 'invalid-uuid', '#/unit'],
    ['a text of blanks', { name: '   ' }, 'text-empty', '#/name'],
    ['a text of 10,000 characters', { name: '字'.repeat(10_000) }, 'text-too-long', '#/name'],
    ['a text of two lines', { name: '甲\n乙' }, 'invalid-text', '#/name'],
    ['a terminal sequence', { name: '\u001b[31m' }, 'invalid-text', '#/name'],
    ['a day that is none', { issuedOn: '2021-02-30' }, 'invalid-date', '#/issuedOn'],
    ['a day with a time', { issuedOn: '2026-01-01T00:00:00+99:00' }, 'invalid-date', '#/issuedOn'],
    ['a month that is none', { month: '2021-13' }, 'invalid-period', '#/month'],
    ['a document number that is none', { document: 7 }, 'document-number-not-text', '#/document'],
    ['an inherited name for a choice', { kind: 'toString' }, 'invalid-enum', '#/kind'],
    ['another inherited name', { kind: 'hasOwnProperty' }, 'invalid-enum', '#/kind'],
    ['an id that is none', { unit: '../../admin' }, 'invalid-uuid', '#/unit'],
    ['a share above the whole', { share: '100.01' }, 'invalid-percent', '#/share'],
    ['a share as a number', { share: 25 }, 'invalid-percent', '#/share'],
    ['people by halves', { headcount: 1.5 }, 'invalid-type', '#/headcount'],
    ['no people', { headcount: 0 }, 'out-of-range', '#/headcount'],
    ['too many items', { plan: Array(13).fill({ on: '2021-03-31', share: '1' }) }, 'out-of-range', '#/plan'],
    [
      'something deep inside',
      {
        plan: [
          { on: '2021-03-31', share: '1' },
          { on: '2021-02-30', share: '1' },
        ],
      },
      'invalid-date',
      '#/plan/1/on',
    ],
    ['a shape of no known kind', { rate: { per: 'week', amount: '1.00' } }, 'invalid-enum', '#/rate/per'],
    ['a shape without its kind', { rate: { amount: '1.00' } }, 'missing-field', '#/rate/per'],
  ];
  it.each(cases)('%s', async (_what, fields, code, pointer) => {
    const problem = await expectProblem(await post(withField(fields)), 422, code);
    expect(problem['errors']).toEqual([{ pointer, code, message: problem['title'] }]);
  });

  it.each(['name', 'amount', 'kind', 'issuedOn'])('%s missing', async (name) => {
    const { [name as keyof typeof soundBody]: _left, ...rest } = soundBody;
    const problem = await expectProblem(await post(JSON.stringify(rest)), 422, 'missing-field');
    expect(problem['errors']).toEqual([{ pointer: `#/${name}`, code: 'missing-field', message: `缺少“${name}”` }]);
  });

  it('is told together with all the others, at most twenty', async () => {
    const two = await expectProblem(await post(withField({ amount: 1, issuedOn: 'x' })), 422, 'amount-not-string');
    expect((two['errors'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'amount-not-string',
      'invalid-date',
    ]);
    expect(two['title']).toMatch(/^请求内容有 2 处不正确/);
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`extra${n}`, 1]));
    const problem = await expectProblem(await post(withField(many)), 422, 'unknown-field');
    expect(problem['errors']).toHaveLength(20);
  });

  it('is missing altogether: no body at all', async () => {
    const answer = await fetch(at('/v1/examples'), { method: 'POST', headers: commandHeaders() });
    await expectProblem(answer, 422, 'not-an-object');
  });
});

const cursorOf = (cursor: object): string => `?cursor=${Buffer.from(JSON.stringify(cursor)).toString('base64url')}`;

describe('a query that means more than one thing, or nothing', () => {
  const cases: [string, number, string][] = [
    ['?limit=1e9', 422, 'invalid-page'],
    ['?limit=0', 422, 'invalid-page'],
    ['?limit=-1', 422, 'invalid-page'],
    ['?limit=', 422, 'invalid-page'],
    ['?limit=201', 422, 'page-too-large'],
    ['?limit=100000', 422, 'page-too-large'],
    ['?unit=a&unit=b', 400, 'duplicate-parameter'],
    ['?unit=a&un%69t=b', 400, 'duplicate-parameter'],
    ['?filter[__proto__][x]=1', 400, 'forbidden-key'],
    ['?__proto__=1', 400, 'forbidden-key'],
    ['?constructor.prototype.x=1', 400, 'forbidden-key'],
    ['?unit=%00', 400, 'invalid-encoding'],
    ['?unit=%ff', 400, 'invalid-encoding'],
    ['?unit=%', 400, 'invalid-encoding'],
    ['?unit=%E2%80%AE', 422, 'forbidden-character'],
    ['?sort=password', 422, 'unknown-field'],
    ['?cursor=garbage', 400, 'invalid-cursor'],
    [`?cursor=${Buffer.from('{"position":1,"after":[]}').toString('base64url')}`, 400, 'invalid-cursor'],
    [cursorOf({ list: 'examples', position: '7', after: ['1'], x: 1 }), 400, 'invalid-cursor'],
    [cursorOf({ list: 'others', position: '7', after: ['1'] }), 400, 'invalid-cursor'],
    [cursorOf({ list: 'examples', position: 'x', after: ['1'] }), 400, 'invalid-cursor'],
    [cursorOf({ list: 'examples', position: '7', after: ['a'] }), 400, 'invalid-cursor'],
    [cursorOf({ list: 'examples', position: '7', after: ['99999999999999999999'] }), 400, 'invalid-cursor'],
    ['?minPosition=true', 400, 'invalid-position'],
    ['?minPosition=', 400, 'invalid-position'],
    ['?minPosition=%20;select', 400, 'invalid-position'],
    [`?unit=${'a'.repeat(20_000)}`, 414, 'uri-too-long'],
  ];
  it.each(cases)('%s', async (query, status, code) => {
    await expectProblem(await fetch(at(`/v1/examples${query}`)), status, code);
  });

  it('names the parameter', async () => {
    const problem = await expectProblem(await fetch(at('/v1/examples?limit=x')), 422, 'invalid-page');
    expect(problem['errors']).toEqual([expect.objectContaining({ parameter: 'limit', code: 'invalid-page' })]);
    expect(problem['instance']).toBe('/v1/examples');
  });

  it('is refused where none is asked for, by reads and by commands', async () => {
    const read = await fetch(at(`/v1/examples/${randomUUID()}?debug=1`));
    const problem = await expectProblem(read, 422, 'unknown-field');
    expect(problem['errors']).toEqual([expect.objectContaining({ parameter: 'debug' })]);
    await expectProblem(await post(JSON.stringify(soundBody), {}, '/v1/examples?debug=1'), 422, 'unknown-field');
  });

  it('is read when it is sound', async () => {
    expect((await fetch(at(`/v1/examples${cursorOf({ list: 'examples', position: '', after: ['6'] })}`))).status).toBe(
      200,
    );
    const answer = await fetch(at('/v1/examples?limit=2&unit=%E7%94%B2+%E4%B9%99&minPosition=0042'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-projection-position')).toBe('0042');
  });
});

describe('a path or method that leads nowhere', () => {
  const cases: [string, string, number, string][] = [
    ['GET', '/v1/nothing', 404, 'not-found'],
    ['POST', '/v1/nothing', 404, 'not-found'],
    ['GET', '/', 404, 'not-found'],
    ['GET', '/v1/examples/..%2f..%2fadmin', 404, 'not-found'],
    ['GET', '//v1//examples/', 404, 'not-found'],
    ['GET', '/v1/examples.json', 404, 'not-found'],
    ['GET', '/v1/examples;jsessionid=1', 404, 'not-found'],
    ['GET', '/v1/examples/not-an-id', 404, 'not-found'],
    ['GET', '/v1/examples/%ff', 400, 'invalid-encoding'],
    ['GET', `/v1/examples/${'a'.repeat(300)}`, 414, 'uri-too-long'],
    ['DELETE', '/v1/examples', 405, 'method-not-allowed'],
    ['PUT', `/v1/examples/${randomUUID()}`, 405, 'method-not-allowed'],
  ];
  it.each(cases)('%s %s', async (method, path, status, code) => {
    await expectProblem(await fetch(at(path), { method }), status, code);
  });

  it('names the methods that do lead somewhere', async () => {
    const answer = await fetch(at('/v1/examples'), { method: 'DELETE' });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});

describe('headers that must not be', () => {
  const cases: [string, Record<string, string>, number, string][] = [
    ['text/plain', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'unsupported-media-type'],
    ['almost JSON', { 'content-type': 'application/jsonx' }, 415, 'unsupported-media-type'],
    ['GBK', { 'content-type': 'application/json; charset=gbk' }, 415, 'unsupported-charset'],
    ['gzip', { 'content-encoding': 'gzip' }, 415, 'unsupported-encoding'],
    ['several encodings', { 'content-encoding': 'br, gzip, gzip' }, 415, 'unsupported-encoding'],
    ['Origin null', { origin: 'null' }, 403, 'csrf'],
    ['a foreign Origin', { origin: 'https://evil.example' }, 403, 'csrf'],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403, 'csrf'],
    ['no key', { 'idempotency-key': '' }, 400, 'idempotency-key-missing'],
    ['a key that is no UUID', { 'idempotency-key': 'again' }, 400, 'idempotency-key-malformed'],
    ['no acting person', { 'bofu-actor': '' }, 400, 'actor-missing'],
    ['an acting person in bad encoding', { 'bofu-actor': '%E7%8E' }, 400, 'actor-malformed'],
    ['an acting person of many lines', { 'bofu-actor': '%0a' }, 400, 'actor-malformed'],
    ['an acting person turned round', { 'bofu-actor': '%E2%80%AEx' }, 400, 'actor-malformed'],
    ['an acting person of 65 characters', { 'bofu-actor': 'x'.repeat(65) }, 400, 'actor-malformed'],
    ['If-Match of nothing known', { 'if-match': '"37"' }, 400, 'if-match-malformed'],
    ['a weak If-Match', { 'if-match': 'W/"rev-37"' }, 400, 'if-match-malformed'],
    ['any If-Match', { 'if-match': '*' }, 400, 'if-match-malformed'],
  ];
  it.each(cases)('%s', async (_what, headers, status, code) => {
    await expectProblem(await post(JSON.stringify(soundBody), headers), status, code);
  });

  it('compressed zeros are refused before they are unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    await expectProblem(await post(bomb, { 'content-encoding': 'gzip' }), 415, 'unsupported-encoding');
  });

  it('our own pages may send commands', async () => {
    const origin = `http://127.0.0.1:${example.port}`;
    expect((await post(JSON.stringify(soundBody), { origin })).status).toBe(201);
  });

  it.each([
    ['no If-Match where one is due', {}, 428, 'precondition-required'],
    ['a malformed one', { 'if-match': 'rev-37' }, 400, 'if-match-malformed'],
  ])('%s', async (_what, headers: Record<string, string>, status, code) => {
    await expectProblem(await post('{"amount":"1.00"}', headers, `/v1/examples/${randomUUID()}/freezes`), status, code);
  });
});

/** Writes bytes on a connection and reads until it closes. */
const raw = (bytes: string, port = example.port): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk: string) => void (answer += chunk));
    socket.on('close', () => resolve(answer)).on('error', reject);
    socket.write(bytes);
  });

function expectRawProblem(answer: string, status: number, code: string): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head.toLowerCase()).toContain('content-type: application/problem+json');
  expect(JSON.parse(body)).toMatchObject({ code, status, title: expect.stringMatching(/\p{Script=Han}/u) });
  expect(carriedOut).toEqual([]);
}

describe('a request that is not sound HTTP', () => {
  const host = 'Host: 127.0.0.1\r\nConnection: close\r\n';
  const command = () =>
    Object.entries({ ...commandHeaders(), 'content-type': 'application/json' })
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
  const body = JSON.stringify(soundBody);
  const length = Buffer.byteLength(body);

  it('a sound one gets through: the control', async () => {
    const answer = await raw(
      `POST /v1/examples HTTP/1.1\r\n${host}${command()}Content-Length: ${length}\r\n\r\n${body}`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 201 /);
    expect(carriedOut).toHaveLength(1);
  });

  const post11 = `POST /v1/examples HTTP/1.1\r\n${host}`;
  const cases: [string, () => string, number, string][] = [
    [
      'Content-Length beside Transfer-Encoding',
      () => `${post11}${command()}Content-Length: ${length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
      'bad-request',
    ],
    [
      'two different Content-Length',
      () => `${post11}${command()}Content-Length: ${length}\r\nContent-Length: 5\r\n\r\n${body}`,
      400,
      'bad-request',
    ],
    [
      'a Content-Length that is no number',
      () => `${post11}${command()}Content-Length: +5\r\n\r\n${body}`,
      400,
      'bad-request',
    ],
    [
      'chunked, spelled otherwise',
      () => `${post11}${command()}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
      400,
      'bad-request',
    ],
    ['a bare CR in a header', () => `${post11}X: a\rb\r\n\r\n`, 400, 'bad-request'],
    ['a header folded over two lines', () => `${post11}X: a\r\n b\r\n\r\n`, 400, 'bad-request'],
    ['NUL in a header', () => `${post11}X: a\0b\r\n\r\n`, 400, 'bad-request'],
    ['a blank before the colon', () => `${post11}X : a\r\n\r\n`, 400, 'bad-request'],
    ['no Host', () => 'GET /v1/examples HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'bad-request'],
    ['an Expect of nothing known', () => `${post11}Expect: miracles\r\n\r\n`, 417, 'expectation-failed'],
    ['two Hosts', () => `GET /v1/examples HTTP/1.1\r\n${host}Host: localhost\r\n\r\n`, 400, 'bad-request'],
    [
      'two keys',
      () => `${post11}${command()}Idempotency-Key: ${randomUUID()}\r\nContent-Length: ${length}\r\n\r\n${body}`,
      400,
      'bad-request',
    ],
    ['not HTTP at all', () => 'hello\r\n\r\n', 405, 'method-not-allowed'],
    ['an unknown method', () => `FOO /v1/examples HTTP/1.1\r\n${host}\r\n`, 405, 'method-not-allowed'],
    ['TRACE', () => `TRACE /v1/examples HTTP/1.1\r\n${host}\r\n`, 405, 'method-not-allowed'],
    ['CONNECT', () => `CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n`, 405, 'method-not-allowed'],
    [
      'a header block of 20 kB',
      () => `GET /v1/examples HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'a header block of 200 kB',
      () => `GET /v1/examples HTTP/1.1\r\n${host}X: ${'a'.repeat(200_000)}\r\n\r\n`,
      431,
      'headers-too-large',
    ],
    [
      'a foreign Host',
      () => 'GET /v1/examples HTTP/1.1\r\nHost: bofu.evil.example\r\nConnection: close\r\n\r\n',
      421,
      'foreign-host',
    ],
    [
      'a Host that only begins like ours',
      () => 'GET /v1/examples HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n',
      421,
      'foreign-host',
    ],
    [
      'a body shorter than promised, then silence',
      () => `${post11}${command()}Content-Length: ${length}\r\n\r\n${body.slice(0, 10)}`,
      408,
      'request-timeout',
    ],
    ['headers that never end', () => `${post11}X: a\r\n`, 408, 'request-timeout'],
  ];
  it.each(cases)('%s', async (_what, request, status, code) => {
    expectRawProblem(await raw(request()), status, code);
  });

  it('a client that hangs up on its CONNECT does no harm', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(example.port, '127.0.0.1').on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.write(`CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n`, () => socket.resetAndDestroy());
    });
    expect((await post(JSON.stringify(soundBody))).status).toBe(201);
  });

  it.each(['127.0.0.1', 'localhost:8080', '[::1]:8080', 'LOCALHOST'])('is told from one sent to %s', async (name) => {
    const answer = await raw(`GET /v1/examples HTTP/1.1\r\nHost: ${name}\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('the same requests to a server without our adapter: the control', () => {
  const send = async (headers: string, body = JSON.stringify(soundBody)): Promise<string> => {
    const plain = await startExample({ adapter: new FastifyAdapter() });
    try {
      const envelope = Object.entries({ 'content-type': 'application/json', ...commandHeaders() })
        .map(([name, value]) => `${name}: ${value}\r\n`)
        .join('');
      const head = `POST /v1/examples HTTP/1.1\r\nConnection: close\r\n${envelope}${headers}`;
      return await raw(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`, plain.port);
    } finally {
      await plain.app.close();
    }
  };

  it.each([
    ['a foreign Host', 'Host: bofu.evil.example\r\n'],
    ['a foreign Origin', 'Host: localhost\r\nOrigin: https://evil.example\r\n'],
    ['two Hosts', 'Host: localhost\r\nHost: bofu.evil.example\r\n'],
    ['an unknown encoding', 'Host: localhost\r\nContent-Encoding: br\r\n'],
  ])('%s is let through', async (_what, headers) => {
    expect(await send(headers)).toMatch(/^HTTP\/1.1 201 /);
  });

  it.each([['a name twice', JSON.stringify(soundBody).replace('{', '{"amount":"1.00",')]])(
    '%s is let through',
    async (_what, body) => {
      expect(await send('Host: localhost\r\n', body)).toMatch(/^HTTP\/1.1 201 /);
    },
  );
});
