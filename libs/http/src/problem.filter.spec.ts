import { HttpException } from '@nestjs/common';
import { Refusal, InvariantViolation, fen } from '@bofu/kernel';
import {
  AppendOutcomeUnknown,
  AppendTooLarge,
  ConcurrencyConflict,
  StreamCut,
  EventIdReused,
  EventTooLarge,
  InvalidEvent,
  SeenVersionOutdated,
  StoreUnavailable,
  streamId,
  Unsupported,
} from '@bofu/event-store';
import { QueryFailedError } from 'typeorm';
import {
  commandHeaders,
  exampleRefusals,
  refuseExample,
  soundBody,
  startExample,
  type ExampleApp,
} from '../testing/example-app';
import { httpRefusals } from './http-refusals';
import { mergeCatalogues, problemOf } from './problem';

let example: ExampleApp;
let thrown: unknown;

beforeAll(async () => {
  example = await startExample({
    carryOut: async () => {
      throw thrown;
    },
  });
});
afterAll(() => example.app.close());
beforeEach(() => void (example.log.length = 0));

const throwing = async (error: unknown, headers: Record<string, string> = {}) => {
  thrown = error;
  const answer = await fetch(`http://127.0.0.1:${example.port}/v1/examples?`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...commandHeaders(), ...headers },
    body: JSON.stringify(soundBody),
  });
  return { answer, problem: (await answer.json()) as Record<string, unknown> };
};

const stream = streamId('example', '1');
const pgError = (code: string): Error => Object.assign(new Error('could not extend file'), { code });

describe('a capability refuses', () => {
  it('answers its code, its sentence and its facts, with money as 元', async () => {
    const refused = (() => {
      try {
        return refuseExample('insufficient-example', { availableFen: fen(697368100n), requiredFen: fen(702959100n) });
      } catch (error) {
        return error;
      }
    })();
    const { answer, problem } = await throwing(refused);
    expect(answer.status).toBe(422);
    expect(problem).toEqual({
      type: '/problems/insufficient-example',
      title: '余额不足：可用 6973681.00 元，本次需要 7029591.00 元',
      status: 422,
      code: 'insufficient-example',
      instance: '/v1/examples',
      traceId: expect.any(String),
      facts: { available: '6973681.00', required: '7029591.00' },
    });
    expect(example.log).toEqual([]);
  });

  it('with a code that stands in no catalogue: our defect, logged and not repeated to the caller', async () => {
    const { answer, problem } = await throwing(new Refusal('no-such-code', { secret: 1 }));
    expect(answer.status).toBe(500);
    expect(problem).toMatchObject({ code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(example.log.join('\n')).toContain('no-such-code');
  });
});

describe('the event store refuses', () => {
  it.each([
    ['a conflict', new ConcurrencyConflict(stream, 3n, 4n), 409, 'concurrent-change'],
    ['a stream that was deleted', new StreamCut(stream, 'deleted'), 409, 'stream-cut'],
    ['an id that stands for something else', new EventIdReused(stream, 'x'), 422, 'idempotency-key-reused'],
    ['an event too large', new EventTooLarge('x', 70_000), 413, 'command-too-large'],
    ['an append too large', new AppendTooLarge(1_000_000), 413, 'command-too-large'],
    ['no store', new StoreUnavailable(new Error('x')), 503, 'store-unavailable'],
    ['no room on the disk', new StoreUnavailable(pgError('53100')), 503, 'storage-full'],
    ['no room for the tables', new QueryFailedError('insert', [], pgError('53100')), 503, 'storage-full'],
    ['no answer for want of room', new AppendOutcomeUnknown(pgError('53100')), 503, 'outcome-unknown'],
    ['no answer', new AppendOutcomeUnknown(new Error('x')), 503, 'outcome-unknown'],
    ['an old server', new Unsupported('x'), 501, 'unsupported'],
    ['an event of ours that is none', new InvalidEvent('x'), 500, 'internal'],
  ])('%s', async (_what, error, status, code) => {
    const { answer, problem } = await throwing(error);
    expect({ status: answer.status, code: problem['code'] }).toEqual({ status, code });
    expect(answer.headers.get('retry-after')).toBe(status === 503 ? '5' : null);
  });

  it('tells the revision to look at where it is no longer the one seen', async () => {
    const { answer, problem } = await throwing(new SeenVersionOutdated(stream, 3n, 4n));
    expect(answer.status).toBe(412);
    expect(problem).toMatchObject({ code: 'revision-outdated', currentRevision: 'rev-4' });
    expect((await throwing(new SeenVersionOutdated(stream, 3n, 'no-stream'))).problem).not.toHaveProperty(
      'currentRevision',
    );
  });

  it('does not call another stream’s conflict the caller’s own, nor tell its version', async () => {
    const { answer, problem } = await throwing(new ConcurrencyConflict(stream, 3n, 4n), { 'if-match': '"rev-3"' });
    expect(answer.status).toBe(409);
    expect(problem).toMatchObject({ code: 'concurrent-change' });
    expect(problem).not.toHaveProperty('currentRevision');
  });

  it('advises the same key where the outcome is unknown', async () => {
    const { problem } = await throwing(new AppendOutcomeUnknown(new Error('x')));
    expect(problem['title']).toContain('同一个 Idempotency-Key');
  });
});

describe('the database is away', () => {
  it.each([
    ['refused', Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })],
    ['shutting down', new QueryFailedError('select 1', [], Object.assign(new Error('x'), { code: '57P01' }))],
    ['gone in the middle', new Error('Connection terminated unexpectedly')],
    ['standing still', new Error('timeout exceeded when trying to connect')],
    ['standing still in the middle', new Error('Query read timeout')],
    ['too slow', new QueryFailedError('select 1', [], Object.assign(new Error('x'), { code: '57014' }))],
    ['out of connections', new QueryFailedError('select 1', [], Object.assign(new Error('x'), { code: '53300' }))],
  ])('%s', async (_what, error) => {
    expect((await throwing(error)).problem).toMatchObject({ status: 503, code: 'store-unavailable' });
  });

  it.each([
    ['where the read models are', new QueryFailedError('insert', [], Object.assign(new Error('x'), { code: '53100' }))],
    ['where the events are', new StoreUnavailable(Object.assign(new Error('x'), { code: '53100' }))],
    ['where the files are', Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })],
  ])('its disk is full, and that is what is said: %s', async (_what, error) => {
    const { answer, problem } = await throwing(error);
    expect(problem).toMatchObject({ status: 503, code: 'storage-full' });
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('its log’s disk was full at the moment of the commit: whether it was recorded stays open', async () => {
    const error = new AppendOutcomeUnknown(Object.assign(new Error('x'), { code: '53100' }));
    expect((await throwing(error)).problem).toMatchObject({ status: 503, code: 'outcome-unknown' });
  });

  it('is told from a query of ours that is wrong', async () => {
    const error = new QueryFailedError('select secret', [], Object.assign(new Error('x'), { code: '42601' }));
    expect((await throwing(error)).problem).toMatchObject({ status: 500, code: 'internal' });
  });
});

describe('the client goes away in the middle of its body', () => {
  it('is its own doing, not a database that is away', async () => {
    const error = Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 });
    expect((await throwing(error)).problem).toMatchObject({ status: 400, code: 'bad-request' });
    expect(example.log).toEqual([]);
  });
});

describe('something of ours is broken', () => {
  it.each([
    ['an error', new Error('password=geheim')],
    ['a broken rule', new InvariantViolation('password=geheim')],
    ['something that is no error', { password: 'geheim' }],
    ['nothing', undefined],
    ['an odd status', new HttpException('password=geheim', 418)],
  ])('%s: nothing of it leaves, and the log has it under the same trace id', async (_what, error) => {
    const { answer, problem } = await throwing(error);
    expect(answer.status).toBe(500);
    expect(problem).toMatchObject({ code: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('geheim');
    expect(example.log).toHaveLength(1);
    expect(example.log[0]).toContain(String(problem['traceId']));
    if (error !== undefined) expect(example.log[0]).toContain('geheim');
  });
});

describe('the table of all codes', () => {
  it('has one Chinese sentence and an error status for every technical code', () => {
    const facts = {
      received: 'x',
      field: 'x',
      limit: 1,
      key: 'x',
      host: 'x',
      origin: 'x',
      parameter: 'x',
      bytes: 1,
      limitBytes: 1,
      expected: 'x',
      allowed: 'x',
      codePoint: 'U+0000',
      currentRevision: null,
      commandId: 'x',
      since: '2021-10-29T16:05:09.120+08:00',
      projection: 'x',
      wanted: 'x',
      reached: 'x',
      stopped: true,
      seconds: 1,
      minutes: 1,
      holderId: 'x',
      stream: 'x',
    };
    for (const code of Object.keys(httpRefusals)) {
      const problem = problemOf(new Refusal(code, facts), mergeCatalogues([]), { instance: '/', traceId: 'x' });
      expect(problem?.title).toMatch(/\p{Script=Han}/u);
      expect(problem?.title).not.toMatch(/undefined|null/);
      expect(problem?.status).toBeGreaterThanOrEqual(400);
    }
  });

  it('does not take a code that stands in two catalogues', () => {
    expect(() =>
      mergeCatalogues([exampleRefusals, { 'insufficient-example': { status: 409, title: () => '' } }]),
    ).toThrow(InvariantViolation);
    expect(() => mergeCatalogues([{ internal: { status: 200, title: () => '' } }])).toThrow(InvariantViolation);
  });

  it('knows no inherited name as a code', () => {
    expect(problemOf(new Refusal('toString'), mergeCatalogues([]), { instance: '/', traceId: 'x' })).toBeNull();
  });
});
