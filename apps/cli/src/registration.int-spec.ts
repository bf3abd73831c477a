import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseBusinessDate } from '@bofu/kernel';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { listAgencies, registerAgency } from './agency.command';
import { listPeople, registerPerson } from './person.command';
import { listUnits, registerUnit } from './unit.command';

let database: TestDatabase;
let folder: string;
let printed: string[];
const before = { ...process.env };

beforeAll(async () => {
  database = await createTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'bofu-registration-'));
  Object.assign(process.env, { BOFU_DATABASE_URL: database.url, BOFU_DATA_DIR: folder });
});
beforeEach(() => {
  printed = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  jest.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterEach(() => jest.restoreAllMocks());
afterAll(async () => {
  process.env = before;
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
});

const bureau = {
  code: '370',
  name: '人力资源和社会保障局',
  regionCode: '130607',
  regionName: '满城区',
  effectiveOn: parseBusinessDate('2015-04-28'),
};
const unit = {
  code: '370001',
  name: '本级',
  nature: '行政',
  fundingForm: '财政拨款',
  openedOn: parseBusinessDate('2015-04-28'),
};

describe('an office begins on the command line', () => {
  it('registers its agency, its first person, and what that person registers', async () => {
    await expect(registerUnit(unit)).rejects.toThrow('actor-missing');
    await registerAgency(bureau);
    await registerPerson({ name: '王经办', number: '0001' });
    await registerPerson({ name: '一体化接口', service: true, actor: '王经办' });
    await registerUnit({ ...unit, actor: '0001' });
    await expect(registerPerson({ name: '李复核' })).rejects.toThrow('actor-needed');
    await expect(registerUnit({ ...unit, actor: '李复核' })).rejects.toThrow('person-unknown');
    expect(printed.join('')).toMatch(
      /已登记部门 370 .*\n已登记自然人 王经办.*\n已登记服务程序 一体化接口.*\n已登记单位 370001/,
    );
  }, 120_000);

  it('lists them', async () => {
    await listAgencies({ json: true });
    await listUnits({ json: true });
    await listPeople({ agency: '370', json: true });
    const [agencies, units, people] = printed.map((text) => JSON.parse(text) as Record<string, unknown>[]);
    expect(agencies).toMatchObject([{ ...bureau, singlePersonMode: true }]);
    expect(units).toMatchObject([unit]);
    expect(people).toMatchObject([
      { name: '后台任务', number: null, kind: 'service' },
      { name: '王经办', number: '0001', kind: 'person' },
      { name: '一体化接口', number: null, kind: 'service' },
    ]);
  }, 120_000);

  it('needs an agency named once there are two, and lists them in columns', async () => {
    await registerAgency({ ...bureau, code: '370-1', name: '社会保险中心', parent: '370', actor: '0001' });
    await expect(registerUnit({ ...unit, code: '370002', actor: '0001' })).rejects.toThrow('agency-required');
    printed.length = 0;
    await listAgencies({});
    await listUnits({ agency: '370' });
    await listPeople({ agency: '370-1' });
    expect(printed.join('')).toMatch(/370-1 +社会保险中心 +130607 满城区 +370 /);
    expect(printed.join('')).toMatch(/370001 +本级 +行政 +财政拨款 +2015-04-28/);
  }, 120_000);
});
