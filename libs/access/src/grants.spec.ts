import { Refusal } from '@bofu/kernel';
import { runDecision, streamId } from '@bofu/event-store';
import { day } from '../testing/access-examples';
import { acting, openAccess, ROOT, type Access } from '../testing/access-office';
import { administrators } from '../testing/administrators';
import { unitAggregate } from './access-aggregates';
import { administratorsInOffice } from './found-administrator';

let access: Access;
let admins: ReturnType<typeof administrators>;
let agencyId: string;
let wang: string;

beforeEach(async () => {
  access = await openAccess();
  admins = administrators(access);
  ({ agencyId } = await access.registerAgency());
  ({ personId: wang } = await access.registerPerson(agencyId, { number: '0001' }));
});
afterEach(async () => {
  await access.close();
  expect(access.failures).toEqual([]);
});

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
const foundTwo = async (): Promise<[string, string]> => [
  (await admins.found('link-1', 1)).personId,
  (await admins.found('link-2', 2)).personId,
];
const heldBy = async (personId: string, on = '2021-03-01') => {
  await access.upToNow();
  return access.directory.rightsOf(personId, day(on)).map(({ post }) => post);
};

describe('the first administrators', () => {
  it('come in by two links, and by no third', async () => {
    const two = await foundTwo();
    expect(await heldBy(two[0])).toEqual(['security-administrator']);
    expect(await heldBy(two[1])).toEqual(['security-administrator']);
    expect(await codeOf(admins.found('link-3', 3))).toBe('administrators-enough');
    await access.upToNow();
    expect(access.directory.people(ROOT).map(({ personId }) => personId)).toEqual(two);
  });
  it('are one for a link that is sent twice', async () => {
    const first = await admins.found('link-1', 1);
    expect(await admins.found('link-1', 1)).toMatchObject({ personId: first.personId, repeated: true });
    await access.upToNow();
    expect(administratorsInOffice(access.directory, '2021-03-01')).toBe(1);
  });
  it('are two when twenty come at once by as many links of one round', async () => {
    const tries = Array.from({ length: 20 }, (_, at) => codeOf(admins.found(`link-${at}`, (at % 2) + 1)));
    const done = (await Promise.all(tries)).filter((code) => code === 'done');
    expect(done).toHaveLength(2);
  });
  it('are taken the place of, by links of another round, once fewer than two are left', async () => {
    const [anan, bao] = await foundTwo();
    await access.upToNow();
    const grants = access.directory.grants();
    await admins.revoke(anan, grants.find(({ personId }) => personId === bao)?.grantId ?? '');
    expect(await heldBy(bao)).toEqual([]);
    // The place of that round stays taken.
    expect(await codeOf(admins.found('link-9', 2))).toBe('administrators-enough');
    const { personId: chen } = await admins.found('link-9', 1, null, 'round-2');
    expect(await heldBy(chen)).toEqual(['security-administrator']);
    expect(await codeOf(admins.found('link-10', 2, null, 'round-2'))).toBe('administrators-enough');
  });
});

describe('a post', () => {
  it('is held once confirmed, and not a moment after it is taken away', async () => {
    const [anan, bao] = await foundTwo();
    const { grantId } = await admins.propose(anan, wang, { onAgencyId: agencyId });
    expect(await heldBy(wang)).toEqual([]);
    expect(await codeOf(admins.confirm(anan, grantId))).toBe('grant-needs-second-person');
    await admins.confirm(bao, grantId);
    expect(await heldBy(wang)).toEqual(['clerk']);
    await admins.revoke(bao, grantId);
    expect(await heldBy(wang)).toEqual([]);
  });
  it('is held on its days', async () => {
    const [anan, bao] = await foundTwo();
    const dates = { from: day('2021-04-01'), until: day('2021-04-30') };
    await admins.grant([anan, bao], wang, { onAgencyId: agencyId, ...dates });
    const on = ['2021-03-31', '2021-04-01', '2021-04-30', '2021-05-01'];
    expect(await Promise.all(on.map((each) => heldBy(wang, each)))).toEqual([[], ['clerk'], ['clerk'], []]);
  });
  it('is for somebody on record, on books that are kept', async () => {
    const [anan] = await foundTwo();
    expect(await codeOf(admins.propose(anan, 'nobody', { onAgencyId: agencyId }))).toBe('person-not-found');
    expect(await codeOf(admins.propose(anan, wang, { onAgencyId: 'nowhere' }))).toBe('agency-not-found');
    expect(await codeOf(admins.confirm(anan, 'no-grant'))).toBe('grant-not-found');
  });
  it('in another’s stead is held for as long as that one has it', async () => {
    const [anan, bao] = await foundTwo();
    const { personId: li } = await access.registerPerson(agencyId, { name: '李经办' });
    const stead = { onAgencyId: agencyId, delegatorId: li, until: day('2021-12-31') };
    expect(await codeOf(admins.propose(anan, wang, stead))).toBe('delegator-without-post');
    const hers = await admins.grant([anan, bao], li, { onAgencyId: agencyId });
    await admins.grant([anan, bao], wang, stead);
    expect(await heldBy(wang)).toEqual(['clerk']);
    await admins.revoke(anan, hers);
    expect(await heldBy(wang)).toEqual([]);
  });
});

describe('single-person mode', () => {
  it('ends with the first grant that is confirmed on the agency’s books, in the same append', async () => {
    const [anan, bao] = await foundTwo();
    const { agencyId: other } = await access.registerAgency({ code: '380' });
    const { grantId } = await admins.propose(anan, wang, { onAgencyId: agencyId });
    await access.upToNow();
    expect(access.directory.singlePersonMode(agencyId)).toBe(true);
    await admins.confirm(bao, grantId);
    await access.upToNow();
    expect([agencyId, other].map((id) => access.directory.singlePersonMode(id))).toEqual([false, true]);
    const [confirmed] = (await access.store.readStream(streamId('rights', wang))).events.slice(-1);
    const [ended] = (await access.store.readStream(streamId('office', agencyId))).events;
    expect([confirmed?.append, ended?.append]).toEqual([
      { ordinal: 1, count: 2 },
      { ordinal: 2, count: 2 },
    ]);
    // Another grant ends nothing any more.
    await admins.grant([anan, bao], (await access.registerPerson(agencyId, { name: '李复核' })).personId, {
      post: 'reviewer',
      onAgencyId: agencyId,
    });
    expect((await access.store.readStream(streamId('office', agencyId))).events).toHaveLength(1);
  });

  it('is over in the store, whatever was let in before at the door', async () => {
    const [anan, bao] = await foundTwo();
    const late = await access.persons.resolve({ agency: null, actor: wang, founds: null, at: '2021-03-01T09:00:00Z' });
    await admins.grant([anan, bao], wang, { onAgencyId: agencyId });
    const unit = { code: '1', name: '本级', nature: '行政', fundingForm: '财政拨款', openedOn: day('2021-01-01') };
    const act = (standing: typeof late.standing, unitId: string) =>
      codeOf(
        runDecision(access.store, acting(agencyId, { ...(standing && { standing }) }), unitAggregate(unitId), {
          type: 'register-unit',
          ...unit,
        }),
      );
    expect(await act(late.standing, 'u1')).toBe('single-person-mode-ended');
    expect((await access.store.readStream(streamId('unit', 'u1'))).events).toEqual([]);
    // Without it the act would have gone in: the check above can fail.
    expect(await act([], 'u2')).toBe('done');
  });
});
