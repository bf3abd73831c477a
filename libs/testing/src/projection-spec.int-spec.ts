import type { Projection } from '@bofu/read-model';
import { projectionSpec } from './projection-spec';

const sums: Projection = {
  name: 'sums',
  version: 1,
  filter: { streamPrefixes: ['account-'] },
  schemaSql: 'create table sum (account text primary key, amount_fen bigint not null, last_on date not null)',
  async apply(events, sql) {
    for (const { stream, data } of events)
      await sql.query(
        `insert into sum values ($1, $2, $3)
         on conflict (account) do update set amount_fen = sum.amount_fen + excluded.amount_fen, last_on = excluded.last_on`,
        [stream, data['amountFen'], data['on']],
      );
  },
};

const paid = (stream: string, amountFen: string, on = '2021-01-04') => ({
  stream,
  type: 'Paid',
  data: { amountFen, on },
});

const history = [
  paid('account-a', '9007199254740993'),
  paid('other-a', '1'),
  paid('account-b', '2'),
  paid('account-a', '1', '2021-02-01'),
  paid('account-a', '1', '2021-03-01'),
];

describe('a projection that takes every event once', () => {
  it('has the rows expected, however it was fed', async () => {
    await projectionSpec(sums)
      .given(history)
      .thenRows('sum', [
        { account: 'account-b', amount_fen: '2', last_on: '2021-01-04' },
        { account: 'account-a', amount_fen: '9007199254740995', last_on: '2021-03-01' },
      ]);
    await projectionSpec(sums).given().thenRows('sum', []);
  });
});

describe('a projection at fault', () => {
  const spec = (apply: Projection['apply']) =>
    projectionSpec({ ...sums, apply })
      .given(history)
      .thenTables({ sum: [{ amount_fen: '2' }, { amount_fen: '9007199254740995' }] });

  it('is found out where it looks at the last event of a batch only', async () => {
    await expect(spec((events, sql) => sums.apply(events.slice(-1), sql))).rejects.toThrow('in one batch');
  });

  it('is found out where it has a row too many', async () => {
    await expect(
      spec(async (events, sql) => {
        await sums.apply(events, sql);
        await sql.query(`insert into sum values ('account-c', 2, '2021-01-04') on conflict do nothing`);
      }),
    ).rejects.toThrow('one by one');
  });

  it('is found out where it keeps a figure in memory and not in its tables', async () => {
    let total = 0n;
    await expect(
      spec(async (events, sql) => {
        for (const { data } of events) total += BigInt(String(data['amountFen']));
        await sums.apply(events, sql);
        await sql.query(`update sum set amount_fen = $1 where account = 'account-a' and amount_fen > 3`, [
          String(total - 2n),
        ]);
      }),
    ).rejects.toThrow('in one batch');
  });

  it('is found out where it throws', async () => {
    await expect(spec(() => Promise.reject(new Error('no such column')))).rejects.toThrow(
      'Paid at 00000000000000000001: no such column',
    );
  });
});
