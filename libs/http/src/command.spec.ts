import { setTimeout as delay } from 'node:timers/promises';
import type { CommandContext } from '@bofu/event-store';
import { commandHeaders, soundBody, startExample, type ExampleApp } from '../testing/example-app';

let example: ExampleApp;
let carryOut: (context: CommandContext, body: object) => Promise<bigint>;
const contexts: CommandContext[] = [];

beforeAll(async () => {
  example = await startExample({
    carryOut: (context, body) => {
      contexts.push(context);
      return carryOut(context, body);
    },
  });
});
afterAll(() => example.app.close());
beforeEach(() => {
  contexts.length = 0;
  carryOut = async () => 37n;
});

const send = (headers: Record<string, string>, body: object = soundBody, path = '/v1/examples') =>
  fetch(`http://127.0.0.1:${example.port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code;
const FREEZES = '/v1/examples/6b7cf1d0-4f4e-4e0c-9a53-0e6a1f0f9a11/freezes';

describe('a command arrives', () => {
  it('hands the handler who, when, under which id, and the version seen', async () => {
    const answer = await send({ ...commandHeaders(), 'if-match': '"rev-36"' }, { amount: '1.00' }, FREEZES);
    expect(answer.status).toBe(200);
    expect(contexts).toEqual([
      {
        commandId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/),
        agencyId: 'agency-1',
        by: { personId: '王经办', post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' },
        recordedAt: '2021-10-29T16:05:09.120+08:00',
        standing: [],
        correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        intent: { method: 'POST', path: FREEZES, body: { amount: '1.00' } },
        ifVersion: 36n,
      },
    ]);
  });

  it('answers the revision it led to, as ETag as well', async () => {
    const answer = await send(commandHeaders());
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"rev-37"');
    expect(await answer.json()).toEqual({ revision: 'rev-37', position: expect.stringMatching(/^\d+$/) as string });
  });

  it('understands a name in plain UTF-8 as well as percent-encoded', async () => {
    const plain = Buffer.from('王经办').toString('latin1');
    await send({ ...commandHeaders(), 'bofu-actor': plain });
    expect(contexts[0]?.by.personId).toBe('王经办');
  });
});

describe('who acts, and on whose books', () => {
  it('is said by headers: the agency, the post, and that it comes from the page', async () => {
    await send({ ...commandHeaders(), 'bofu-agency': '370', 'bofu-post': 'reviewer', 'bofu-channel': 'page' });
    expect(contexts[0]).toMatchObject({ agencyId: '370', by: { post: 'reviewer', channel: 'page' } });
  });

  it.each([
    ['no actor', { 'bofu-actor': undefined }, 400, 'actor-missing'],
    ['a post there is not', { 'bofu-post': 'mayor' }, 422, 'invalid-enum'],
    ['an agency that is no code', { 'bofu-agency': 'a b' }, 400, 'agency-malformed'],
  ])('is refused with %s', async (_what, headers, status, code) => {
    const sent = Object.entries({ ...commandHeaders(), ...headers }).filter(([, value]) => value !== undefined);
    const answer = await send(Object.fromEntries(sent) as Record<string, string>);
    expect({ status: answer.status, code: await codeOf(answer) }).toEqual({ status, code });
    expect(contexts).toEqual([]);
  });

  it('makes a command another one: the same key on the books of another agency', async () => {
    const headers = commandHeaders();
    await send({ ...headers, 'bofu-agency': '370' });
    await send({ ...headers, 'bofu-agency': '371' });
    expect(new Set(contexts.map(({ commandId }) => commandId)).size).toBe(2);
  });

  it('may be left out only where the first of all is registered', async () => {
    const { 'bofu-actor': _nobody, ...headers } = commandHeaders();
    expect((await send(headers, {}, '/v1/examples/first')).status).toBe(201);
    expect(contexts[0]?.by.personId).toBe('founder');
  });
});

describe('the same command comes again', () => {
  it('gets the same answer, marked, and is not carried out again', async () => {
    const headers = commandHeaders();
    const first = await send(headers);
    const second = await send({ ...headers, 'idempotency-key': headers['idempotency-key']!.toUpperCase() });
    expect(contexts).toHaveLength(1);
    expect(second.status).toBe(first.status);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    for (const name of ['etag', 'location', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name));
    expect(await second.text()).toBe(await first.text());
  });

  it('is the same whatever the order of its fields', async () => {
    const headers = commandHeaders();
    await send(headers);
    const reversed = Object.fromEntries(Object.entries(soundBody).reverse());
    expect((await send(headers, reversed)).headers.get('idempotent-replayed')).toBe('true');
  });

  it('with other content is refused', async () => {
    const headers = commandHeaders();
    await send(headers);
    const answer = await send(headers, { ...soundBody, amount: '1.00' });
    expect(answer.status).toBe(422);
    expect(await codeOf(answer)).toBe('idempotency-key-reused');
    expect(contexts).toHaveLength(1);
  });

  it('for another thing under the same route is refused', async () => {
    const headers = { ...commandHeaders(), 'if-match': '"rev-0"' };
    await send(headers, { amount: '1.00' }, FREEZES);
    const answer = await send(headers, { amount: '1.00' }, FREEZES.replace('6b7c', '6b7d'));
    expect(await codeOf(answer)).toBe('idempotency-key-reused');
  });

  it('by another person is that person’s own command, and learns nothing of the first', async () => {
    const headers = commandHeaders();
    await send(headers);
    const answer = await send({ ...headers, 'bofu-actor': 'li' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
    expect(new Set(contexts.map(({ commandId }) => commandId)).size).toBe(2);
  });

  it('on another route is another command', async () => {
    const headers = { ...commandHeaders(), 'if-match': '"rev-0"' };
    await send(headers);
    expect((await send(headers, { amount: '1.00' }, FREEZES)).status).toBe(200);
    expect(new Set(contexts.map(({ commandId }) => commandId)).size).toBe(2);
  });

  it('after a refusal is decided anew, under the same command id', async () => {
    const headers = commandHeaders();
    carryOut = async () => {
      throw new Error('not today');
    };
    expect((await send(headers)).status).toBe(500);
    carryOut = async () => 1n;
    const answer = await send(headers);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('idempotent-replayed')).toBeNull();
    expect(contexts[0]?.commandId).toBe(contexts[1]?.commandId);
  });

  it('after a malformed body may be sent again, corrected, under the same key', async () => {
    const headers = commandHeaders();
    expect((await send(headers, { ...soundBody, amount: 1 })).status).toBe(422);
    expect((await send(headers)).status).toBe(201);
  });

  it('while the first is being carried out waits for its answer: a double click', async () => {
    const headers = commandHeaders();
    carryOut = () => delay(300, 5n);
    const [first, second] = await Promise.all([send(headers), send(headers)]);
    expect(contexts).toHaveLength(1);
    expect(await second.text()).toBe(await first.text());
  });

  it('while the first takes too long is told to come again', async () => {
    const headers = commandHeaders();
    let finish = (): void => undefined;
    carryOut = () => new Promise((resolve) => (finish = () => resolve(5n)));
    const first = send(headers);
    const second = await send(headers);
    expect(second.status).toBe(409);
    expect(second.headers.get('retry-after')).toBe('1');
    const since = '2021-10-29T16:05:09.120+08:00';
    expect(await second.json()).toMatchObject({ code: 'request-in-progress', since, facts: { since } });
    finish();
    expect((await first).status).toBe(201);
    expect((await send(headers)).headers.get('idempotent-replayed')).toBe('true');
  });

  it('finds the effect even where the table lost it: the answer is the command’s own', async () => {
    const headers = commandHeaders();
    await send(headers);
    example.keys.rows.clear();
    expect((await send(headers)).status).toBe(201);
    expect(contexts[0]?.commandId).toBe(contexts[1]?.commandId);
  });
});

describe('the table of keys fails', () => {
  it('after the command was carried out: the answer is the success all the same', async () => {
    const keep = jest.spyOn(example.keys, 'keep').mockRejectedValueOnce(new Error('away'));
    expect((await send(commandHeaders())).status).toBe(201);
    expect(example.log.join()).toContain('could not be noted');
    keep.mockRestore();
  });

  it('before it: nothing is carried out', async () => {
    const lost = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const claim = jest.spyOn(example.keys, 'claim').mockRejectedValueOnce(lost);
    expect((await send(commandHeaders())).status).toBe(503);
    expect(contexts).toEqual([]);
    claim.mockRestore();
  });
});
