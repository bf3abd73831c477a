import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { asDocx, blocksOf } from '../../libs/paper/testing/printed-disclosure';
import { printedProgrammes, shippedProgrammes } from '../../libs/paper/testing/printed-programmes-file';
import { bofu } from './command-line';
import { dataFolder } from './played-demo';

const SHIPPED = printedProgrammes(shippedProgrammes('mancheng-hrss-2021.json'));
/** Of the district's pension the standard is printed without the word that the shipped file gives it: another standard. */
const FOUNDING = {
  ...SHIPPED,
  sheets: SHIPPED.sheets.filter(({ code }) => code !== '13062121BHNLI8GFGL4GA'),
};
const [first, second, ...others] = FOUNDING.sheets;
const printing = (tenThousands: string) => [['预算数', tenThousands, '其中：财政资金', tenThousands, '其他资金', '0']];

describe('a published budget entered from the command line', () => {
  const dataDir = dataFolder('bofu-papers-');
  const env = { BOFU_DATA_DIR: dataDir, BOFU_DATABASE_URL: '' };
  let database: TestDatabase;
  const file = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(dataDir, name), content);
    return join(dataDir, name);
  };
  const corrected = (): string => {
    const sheets = [{ ...first!, budget: printing('6.00') }, second!, ...others];
    return file('更正.docx', asDocx(blocksOf({ ...FOUNDING, sheets })));
  };
  const enter = async (path: string, ...more: string[]) => {
    const acting = ['--effective-on', '2021-10-08', '--choices', join(dataDir, 'choices.json'), '--actor', '王经办'];
    return bofu(['paper', 'enter', path, ...acting, ...more], env);
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    env.BOFU_DATABASE_URL = database.url;
    const region = ['--region-code', '130607', '--region-name', '满城区', '--effective-on', '2015-04-28'];
    expect((await bofu(['agency', 'register', '--code', '370', '--name', '人社局', ...region], env)).code).toBe(0);
    expect((await bofu(['person', 'register', '--name', '王经办'], env)).code).toBe(0);
    const shipped = join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json');
    expect((await bofu(['import', 'programmes', shipped, '--actor', '王经办'], env)).code).toBe(0);
    const choices = [{ sequence: null, field: 'budgetType', value: 'general-public', reason: '据预算批复' }];
    file('choices.json', JSON.stringify(choices));
  }, 240_000);
  afterAll(async () => {
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('asks what it prints where a figure is another than on the books, and submits nothing', async () => {
    const { code, stdout } = await enter(corrected());
    expect([code, stdout]).toEqual([3, expect.stringContaining('以 --prints whole 或 addition 说明')]);
    const { code: unknown, stderr } = await enter(corrected(), '--prints', 'both');
    expect([unknown, stderr]).toEqual([2, expect.stringContaining('whole')]);
  }, 120_000);

  it('whole: submits the differences alone, and tells each before and after', async () => {
    const { code, stdout, stderr } = await enter(corrected(), '--prints', 'whole', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      entries: 1,
      changes: [{ sequence: 1, what: '追加', sentence: '全年预算 50,000.00 元 → 60,000.00 元' }],
    });
    expect(stderr).toContain('第 1 项追加：全年预算 50,000.00 元 → 60,000.00 元');
  }, 120_000);

  it('whole, and the same as the books: says so, and submits nothing', async () => {
    const same = file('再印.docx', asDocx([...blocksOf(FOUNDING), '再次印刷']));
    const { code, stdout } = await enter(same, '--prints', 'whole');
    expect([code, stdout]).toEqual([3, expect.stringContaining('与账上相同，没有可登记的差异，未提交')]);
  }, 120_000);

  it('addition: the same figure is added to what the books have', async () => {
    const added = file(
      '追加.docx',
      asDocx(blocksOf({ ...FOUNDING, sheets: [{ ...first!, budget: printing('2.00') }] })),
    );
    const { code, stdout } = await enter(added, '--prints', 'addition', '--json');
    expect(code).toBe(0);
    const { entries, changes } = JSON.parse(stdout) as { entries: number; changes: { sentence: string }[] };
    expect([entries, changes[0]?.sentence]).toEqual([1, '全年预算 50,000.00 元 → 70,000.00 元']);
  }, 120_000);
});
