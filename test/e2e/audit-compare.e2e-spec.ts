import { randomUUID } from 'node:crypto';
import { PROJECTIONS } from '@bofu/api';
import { pdf } from '../../libs/attachment/testing/example-files';
import { officeWithDemoYear } from './office-with-demo-year';
import type { OfficeUnderTest } from './office-over-http';

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  /** Whether rows are told apart by it: then another value makes another row. */
  readonly key: boolean;
}

/** Another value of the same kind, never blank, nor that of another row where it is a key; as an expression. */
function changed({ column, type }: Column): string {
  const cell = `"${column}"`;
  if (type === 'jsonb') return `'{"changed":true}'::jsonb`;
  if (type === 'ARRAY') return `array['changed']`;
  if (type === 'uuid') return 'gen_random_uuid()';
  if (type === 'boolean') return `not coalesce(${cell}, false)`;
  if (type === 'date') return `coalesce(${cell}, '2021-01-01') + 1`;
  if (type.startsWith('timestamp')) return `coalesce(${cell}, '2021-01-01') + interval '1 second'`;
  if (/^(bigint|integer|smallint|numeric|double precision)$/.test(type)) return `-coalesce(${cell}, 0) - 1`;
  return `coalesce(${cell}, '') || 'x'`;
}

describe('every projection of the office, beside one made from the first event on', () => {
  let office: OfficeUnderTest;
  const names = PROJECTIONS.map(({ name }) => name);

  const recorded = async (path: string, body: object) => {
    const answer = await office.post(path, body);
    expect([path, Math.floor(answer.status / 100), answer.body['code']]).toEqual([path, 2, undefined]);
    return answer;
  };

  /** The demo year has none of these either. */
  const registerPaperPayeeAndFile = async () => {
    const programme = { code: '13060726LSJZ000000099', name: '临时救助', effectiveOn: '2021-03-01' };
    await recorded('/v1/papers', { title: '登记项目', entries: [{ type: 'register-programme', content: programme }] });
    const { body: payee } = await recorded('/v1/payees', { code: 'SK099', name: '代发户', kind: 'organisation' });
    const accountId = randomUUID();
    await recorded(`/v1/account-numbers/${accountId}`, { number: '6228480000001234' });
    const account = { accountId, bank: '农行满城支行', reason: '开户通知书' };
    await recorded(`/v1/payees/${String(payee['payeeId'])}/accounts`, account);
    const { body } = await office.get('/v1/payments?fiscalYear=2021&limit=1');
    const [payment] = body['items'] as { paymentId: string }[];
    const sent = await fetch(`${office.address}/v1/attachment-files`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', connection: 'close' },
      body: new Uint8Array(pdf('% compared\n')),
    });
    const { digest } = (await sent.json()) as { digest: string };
    const subject = { kind: 'payment', id: payment?.paymentId };
    await recorded('/v1/attachments', { subject, kind: 'receipt', name: '回单.pdf', digest });
  };

  beforeAll(async () => {
    office = await officeWithDemoYear('postgres');
    // The year's clerks raise no alert and order no job; without these two tables would be compared empty.
    await recorded('/v1/alert-evaluations', { on: '2021-10-31' });
    const { body } = await office.get('/v1/alerts?fiscalYear=2021');
    await recorded(`/v1/alerts/${(body['items'] as { alertId: string }[])[0]?.alertId}/acknowledge`, {});
    await recorded('/v1/jobs/projection-rebuilds', { projection: 'ledger' });
    await registerPaperPayeeAndFile();
    await office.caughtUp();
  }, 240_000);
  afterAll(() => office.close());

  const columnsOf = (name: string): Promise<Column[]> =>
    office.office.database.query<Column[]>(
      `select c.table_name as table, c.column_name as column, c.data_type as type, exists (
         select from information_schema.key_column_usage k join information_schema.table_constraints p
           using (constraint_schema, constraint_name, table_schema, table_name)
         where p.constraint_type = 'PRIMARY KEY' and k.table_schema = c.table_schema
           and k.table_name = c.table_name and k.column_name = c.column_name) as key
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = $1 and t.table_type = 'BASE TABLE' and c.table_name <> 'applied'
       order by 1, key desc, c.ordinal_position`,
      [name],
    );

  it('is the same after the demo year, row for row', async () => {
    for (const name of names)
      expect(await office.office.projections.compare(name)).toMatchObject({ projection: name, found: [] });
  }, 240_000);

  it('shows each changed cell, in every table there is, by table and column', async () => {
    const { database, projections } = office.office;
    const tried: string[] = [];
    for (const name of names) {
      // One cell in each table at once: the last column that is no key, where there is one.
      const last = new Map((await columnsOf(name)).map((column) => [column.table, column]));
      const flipped: { table: string; column: string | null }[] = [];
      for (const column of last.values()) {
        const [, rows] = await database.query<[unknown, number]>(
          `update ${name}."${column.table}" set "${column.column}" = ${changed(column)}
           where ctid = (select ctid from ${name}."${column.table}" limit 1)`,
        );
        expect([name, column.table, rows]).toEqual([name, column.table, 1]);
        // Under another key the row stands on either side alone.
        if (column.key) flipped.push({ table: column.table, column: null }, { table: column.table, column: null });
        else flipped.push({ table: column.table, column: column.column });
      }
      const { differingRows, found } = await projections.compare(name);
      expect({ name, found: found.map(({ table, column }) => ({ table, column })) }).toEqual({ name, found: flipped });
      expect([name, differingRows]).toEqual([name, flipped.length]);
      for (const { key, live, rebuilt } of found) {
        expect(live).not.toBe(rebuilt);
        expect(key).toBeDefined();
      }
      tried.push(...[...last.keys()].map((table) => `${name}.${table}`));
      await projections.rebuild(name);
      expect((await projections.compare(name)).found).toEqual([]);
    }
    const all = await database.query<{ name: string }[]>(
      `select table_schema || '.' || table_name as name from information_schema.tables
       where table_schema = any ($1) and table_type = 'BASE TABLE' and table_name <> 'applied'`,
      [names],
    );
    expect(tried.sort()).toEqual(all.map(({ name }) => name).sort());
    expect(tried.length).toBeGreaterThan(names.length);
  }, 240_000);

  it('is held against it by a job, whose result names the row that somebody changed in the database', async () => {
    const { database, projections } = office.office;
    const compared = async () => {
      const path = (await recorded('/v1/jobs/projection-comparisons', {})).headers.get('location') ?? '';
      for (;;) {
        const { status, body } = await office.get(path);
        if (status === 200 && body['situation'] !== 'requested')
          return { path, result: body['result'] as { answer: object } };
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    };
    await office.office.startJobs();
    const sound = await compared();
    expect(sound.result).toMatchObject({ answer: { projections: names.length, differingRows: 0 }, file: null });
    const [row] = await database.query<{ payment_id: string; purpose: string }[]>(
      'select payment_id, purpose from payments.payment order by position limit 1',
    );
    const { payment_id: id = '', purpose = '' } = row ?? {};
    await database.query(`update payments.payment set purpose = '改过的摘要' where payment_id = $1`, [id]);
    const { path, result } = await compared();
    expect(result).toMatchObject({ answer: { differingRows: 1 }, file: { name: '重建比对.json' } });
    expect((await office.get(`${path}/result`)).body).toMatchObject({
      valuesShown: true,
      found: [
        {
          ...{ projection: 'payments', table: 'payment', key: { payment_id: id }, column: 'purpose' },
          ...{ live: '改过的摘要', rebuilt: purpose },
        },
      ],
    });
    await projections.rebuild('payments');
    expect((await compared()).result).toMatchObject({ answer: { differingRows: 0 } });
  }, 240_000);
});
