import { day, district } from '../../testing/access-examples';
import { acting, openAccess, type Access } from '../../testing/access-office';
import { officeAggregate } from '../access-aggregates';
import { runDecision } from '@bofu/event-store';

let access: Access;
let agencyId: string;

beforeEach(async () => {
  access = await openAccess();
  ({ agencyId } = await access.registerAgency());
});
afterEach(async () => {
  await access.close();
  expect(access.failures).toEqual([]);
});

describe('an agency in the directory', () => {
  it('is what its facts were on the day asked for', async () => {
    await access.changeAgency(agencyId, { ...district, code: '371' });
    await access.upToNow();
    const { directory } = access;
    expect(directory.agency(agencyId, day('2009-12-31'))).toBeNull();
    expect(directory.agency(agencyId, day('2015-04-27'))).toMatchObject({ code: '370', regionCode: '130621' });
    expect(directory.agency(agencyId, day('2015-04-28'))).toMatchObject({ code: '371', regionCode: '130607' });
    expect(directory.agencyByCode('370', day('2015-04-27'))?.agencyId).toBe(agencyId);
    expect(directory.agencyByCode('370', day('2015-04-28'))).toBeNull();
    expect(directory.agencyByCode('371', day('2021-01-01'))?.version).toBe(1n);
  });

  it('has those below it in its scope, by their superiors as of the day', async () => {
    const { agencyId: middle } = await access.registerAgency({ code: '370-1', parentAgencyId: agencyId });
    const { agencyId: below } = await access.registerAgency({ code: '370-1-1', parentAgencyId: middle });
    const { agencyId: other } = await access.registerAgency({ code: '380' });
    await access.changeAgency(below, { code: '370-1-1', parentAgencyId: other, effectiveOn: day('2020-01-01') });
    await access.upToNow();
    const { directory } = access;
    expect(directory.scopeOf(agencyId, day('2019-12-31'))).toEqual([agencyId, middle, below]);
    expect(directory.scopeOf(agencyId, day('2020-01-01'))).toEqual([agencyId, middle]);
    expect(directory.scopeOf(other, day('2020-01-01'))).toEqual([other, below]);
    expect(directory.scopeOf('nowhere', day('2020-01-01'))).toEqual([]);
  });

  it('says from when on others have taken over', async () => {
    const { agencyId: successor } = await access.registerAgency({ code: '380' });
    await access.succeedAgency(agencyId, [successor], '2019-01-01');
    await access.upToNow();
    expect(access.directory.agency(agencyId, day('2018-12-31'))?.succeededOn).toBeNull();
    expect(access.directory.agency(agencyId, day('2019-01-01'))?.succeededOn).toBe('2019-01-01');
  });

  it('has no clearing window until one is set, and single-person mode until it ends', async () => {
    await access.upToNow();
    expect(access.directory.clearingUntil(agencyId, 2021)).toBeNull();
    expect(access.directory.singlePersonMode(agencyId)).toBe(true);
    await access.setClearingWindow(agencyId, 2021, '2022-01-10');
    await runDecision(access.store, acting(agencyId), officeAggregate(agencyId), { type: 'end-single-person-mode' });
    await access.upToNow();
    expect(access.directory.clearingUntil(agencyId, 2021)).toBe('2022-01-10');
    expect(access.directory.clearingUntil(agencyId, 2022)).toBeNull();
    expect(access.directory.singlePersonMode(agencyId)).toBe(false);
  });

  it('knows by how much a month may be short, by its day, and as it ships before any was set', async () => {
    await access.setPaidTolerance(agencyId, 150, '2021-03-01');
    await access.upToNow();
    const onDay = (on: string) => access.directory.paidTolerance(agencyId, day(on));
    expect([onDay('2021-02-28'), onDay('2021-03-01')]).toEqual([200, 150]);
  });

  it('knows from how much on a payment is large, by its day, until none is', async () => {
    await access.setLargePayment(agencyId, '200000.00', '2021-03-01');
    await access.setLargePayment(agencyId, null, '2021-09-01');
    await access.upToNow();
    const largeOn = (on: string) => access.directory.largePaymentFen(agencyId, day(on));
    expect([largeOn('2021-02-28'), largeOn('2021-03-01'), largeOn('2021-09-01')]).toEqual([null, 20_000_000n, null]);
    await expect(access.setLargePayment(agencyId, '0.00', '2021-03-01')).rejects.toMatchObject({
      code: 'amount-not-positive',
    });
  });
});

describe('an approval tier', () => {
  it('is in force by its day, until none is, and sums up a year at most', async () => {
    await access.setApprovalTier(agencyId, '500000.00', 30, '2021-03-01');
    await access.setApprovalTier(agencyId, null, 30, '2021-09-01');
    await access.upToNow();
    const tierOn = (on: string) => access.directory.approvalTier(agencyId, day(on));
    expect(tierOn('2021-02-28')).toBeNull();
    expect(tierOn('2021-03-01')).toMatchObject({ amountFen: 50_000_000n, windowDays: 30, summedPer: 'both' });
    expect(tierOn('2021-09-01')).toMatchObject({ amountFen: null });
    await expect(access.setApprovalTier(agencyId, '0.00', 30, '2021-03-01')).rejects.toMatchObject({
      code: 'amount-not-positive',
    });
    for (const windowDays of [0, 367, 1.5])
      await expect(access.setApprovalTier(agencyId, '1.00', windowDays, '2021-03-01')).rejects.toMatchObject({
        code: 'tier-window-out-of-range',
      });
  });
});

describe('a 期初补录', () => {
  const now = async () => {
    await access.upToNow();
    return access.directory.agency(agencyId, day('2021-03-01'))?.backfill;
  };

  it('is open from its opening to its closing, one at a time', async () => {
    expect(await now()).toBeNull();
    await expect(access.closeBackfill(agencyId)).rejects.toMatchObject({ code: 'backfill-not-open' });
    await access.openBackfill(agencyId);
    expect(await now()).toEqual({ openedOn: '2021-03-01', reason: '6 月启用' });
    await expect(access.openBackfill(agencyId)).rejects.toMatchObject({
      code: 'backfill-open',
      facts: { openedOn: '2021-03-01' },
    });
    await access.closeBackfill(agencyId);
    expect(await now()).toBeNull();
    await access.openBackfill(agencyId);
    expect(await now()).not.toBeNull();
  });
});

describe('a unit in the directory', () => {
  it('is found by the code it bore on the day, from its opening to its closure', async () => {
    const { unitId } = await access.registerUnit(agencyId);
    await access.changeUnit(agencyId, unitId, { code: '370009' }, '2021-01-01');
    await access.closeUnit(agencyId, unitId, '2022-01-01');
    await access.upToNow();
    const byCode = (code: string, on: string) => access.directory.unitByCode(agencyId, code, day(on))?.unitId ?? null;
    expect(byCode('370001', '2017-12-31')).toBeNull();
    expect(byCode('370001', '2020-12-31')).toBe(unitId);
    expect(byCode('370001', '2021-01-01')).toBeNull();
    expect(byCode('370009', '2021-12-31')).toBe(unitId);
    expect(byCode('370009', '2022-01-01')).toBeNull();
    expect(access.directory.units(agencyId, day('2022-01-01'))).toMatchObject([{ closedOn: '2022-01-01' }]);
  });

  it('is not found under an unknown code, and not by another agency', async () => {
    await access.registerUnit(agencyId);
    await access.upToNow();
    expect(access.directory.unitByCode(agencyId, '999', day('2021-01-01'))).toBeNull();
    expect(access.directory.unitByCode('another', '370001', day('2021-01-01'))).toBeNull();
  });
});

describe('a person in the directory', () => {
  it('is found by id, 工号 and name within the agency, and named wherever she acted', async () => {
    const { personId } = await access.registerPerson(agencyId, { name: '王经办', number: '0001' });
    await access.renamePerson(agencyId, personId, '王晓');
    await access.upToNow();
    const { directory } = access;
    expect(directory.person(agencyId, personId)).toMatchObject({ name: '王晓', number: '0001' });
    expect(directory.personByNumber(agencyId, '0001')?.personId).toBe(personId);
    expect(directory.peopleNamed(agencyId, '王晓')).toHaveLength(1);
    expect(directory.peopleNamed(agencyId, '王经办')).toEqual([]);
    expect(directory.nameOf(personId)).toBe('王晓');
    expect(directory.nameOf('nobody')).toBeNull();
    expect(directory.person('another', personId)).toBeNull();
  });
});

describe('a read that waits', () => {
  it('has what was recorded before it, and gives up when patience ends', async () => {
    const { position } = await access.registerPerson(agencyId, { name: '李复核' });
    expect(await access.directory.reached(position, 5_000)).toBe(position);
    const [future] = [`${position}9`] as [NonNullable<typeof position>];
    expect(await access.directory.reached(future, 10)).toBe(position);
  });
});
