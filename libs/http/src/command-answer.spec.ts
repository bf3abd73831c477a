import type { FastifyReply } from 'fastify';
import type { Position } from '@bofu/event-store';
import { answerCommand } from './command-answer';

const answering = (result: Parameters<typeof answerCommand>[1]) => {
  const headers: Record<string, string> = {};
  const reply = { header: (name: string, value: string) => void (headers[name] = value) } as unknown as FastifyReply;
  return { body: answerCommand(reply, result), headers };
};

describe('a decision’s result becomes the answer', () => {
  it('with its revision and position', () => {
    expect(answering({ version: 0n, position: '0042' as Position, repeated: false })).toEqual({
      body: { revision: 'rev-0', position: '0042' },
      headers: { etag: '"rev-0"' },
    });
  });

  it('marked where the event store knew the command already', () => {
    expect(answering({ version: 9n, position: '0042' as Position, repeated: true }).headers).toEqual({
      etag: '"rev-9"',
      'idempotent-replayed': 'true',
    });
  });

  it('without a revision where there is no stream', () => {
    expect(answering({ version: null, position: null, repeated: false })).toEqual({
      body: { revision: null, position: null },
      headers: {},
    });
  });
});
