import type { FastifyReply } from 'fastify';
import { Refusal } from '@bofu/kernel';
import type { Position } from '@bofu/event-store';
import type { ProjectionFault, Waited } from '@bofu/read-model';
import { seenBy } from './seen-by';

const at = (number: number): Position => String(number).padStart(20, '0') as Position;
const poison: ProjectionFault = {
  code: 'poison-event',
  eventId: '1',
  type: 'X',
  stream: 'x-1',
  position: at(3),
  message: 'no',
};
const found: Waited = { reached: true, position: at(5), fault: null, beyondHead: false };

const read = async (waited: Partial<Waited>, wanted?: Position) => {
  const headers: Record<string, unknown> = {};
  const reply = { header: (name: string, value: unknown) => (headers[name] = value) } as unknown as FastifyReply;
  const projections = { waitFor: () => Promise.resolve({ ...found, ...waited }) };
  return seenBy(projections, 'ledger', wanted, reply).then(
    (position) => ({ position, headers }),
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return { code: error.code, facts: error.facts };
    },
  );
};

describe('a read that names how much it must see', () => {
  it('is answered once that has been reached, and says how far the answer goes', async () => {
    expect(await read({}, at(4))).toEqual({ position: at(5), headers: { 'x-projection-position': at(5) } });
  });

  it('is refused where it has not, rather than answered with less', async () => {
    expect(await read({ reached: false }, at(6))).toEqual({
      code: 'read-model-behind',
      facts: { projection: 'ledger', wanted: at(6), reached: at(5), stopped: false },
    });
    expect(await read({ reached: false, fault: poison }, at(6))).toMatchObject({
      code: 'read-model-behind',
      facts: { stopped: true },
    });
  });

  it('is told that nothing stands there, where nothing does', async () => {
    expect(await read({ reached: false, beyondHead: true }, at(9))).toMatchObject({ code: 'position-beyond-head' });
  });
});

describe('a read of what there is', () => {
  it('is answered with old figures, and says that they stand still', async () => {
    expect(await read({ fault: poison })).toEqual({
      position: at(5),
      headers: { 'x-projection-position': at(5), 'x-projection-state': 'stopped' },
    });
  });

  it.each(['history-differs', 'rows-differ'] as const)(
    'is refused from tables that are not of this store: %s',
    async (code) => {
      expect(await read({ fault: { code, position: at(5), message: '' } })).toMatchObject({ code });
    },
  );
});
