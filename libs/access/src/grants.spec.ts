import { Refusal } from '@bofu/kernel';
import { runDecision, streamId } from '@bofu/event-store';
import { day } from '../testing/access-examples';
import { acting, openAccess, ROOT, type Access } from '../testing/access-office';
import { administrators } from '../testing/administrators';
import { unitAggregate } from './access-aggregates';
import { administratorsInOffice, administratorsNeeded } from './found-administrator';
import { vacanciesOf } from './vacancies';

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

describe('a small office', () => {
  const until = day('2021-12-31');
  let anan: string;
  let bao: string;
  const somebody = async (name: string, on = agencyId) => (await access.registerPerson(on, { name })).personId;
  const declare = async (on = agencyId) => {
    await admins.smallOffice(anan, on, 'propose-small-office');
    await admins.smallOffice(bao, on, 'confirm-small-office');
  };
  beforeEach(async () => void ([anan, bao] = await foundTwo()));

  it('is declared by two, and then one administrator is enough', async () => {
    await admins.smallOffice(anan, agencyId, 'propose-small-office');
    expect(await codeOf(admins.smallOffice(anan, agencyId, 'confirm-small-office'))).toBe(
      'small-office-needs-second-person',
    );
    await access.upToNow();
    expect(administratorsNeeded(access.directory, '2021-03-01')).toBe(2);
    await admins.smallOffice(bao, agencyId, 'confirm-small-office');
    await access.upToNow();
    expect(administratorsNeeded(access.directory, '2021-03-01')).toBe(1);
    expect(await codeOf(admins.smallOffice(anan, 'nowhere', 'propose-small-office'))).toBe('agency-not-found');
  });

  it('lets its own 监管 and 审计, and those of the agencies above, be the second person; of no other', async () => {
    const { agencyId: above } = await access.registerAgency({ code: '300' });
    const { agencyId: beside } = await access.registerAgency({ code: '390', parentAgencyId: above });
    await access.changeAgency(agencyId, { parentAgencyId: above, effectiveOn: day('2021-01-01') });
    const overseers = [
      { post: 'supervisor', on: agencyId, may: 'done' },
      { post: 'auditor', on: agencyId, may: 'done' },
      { post: 'supervisor', on: above, may: 'done' },
      { post: 'auditor', on: above, may: 'done' },
      { post: 'auditor', on: beside, may: 'grant-needs-security-administrator' },
    ] as const;
    for (const [at, { post, on, may }] of overseers.entries()) {
      const who = await somebody(`监督${at}`, on);
      await admins.grant([anan, bao], who, { post, onAgencyId: on, until });
      const { grantId } = await admins.propose(anan, await somebody(`经办${at}`), { onAgencyId: agencyId });
      expect(await codeOf(admins.confirmFrom(who, post, on, grantId))).toBe('grant-needs-security-administrator');
      await declare();
      expect(await codeOf(admins.confirmFrom(who, post, on, grantId))).toBe(may);
      await admins.smallOffice(anan, agencyId, 'end-small-office');
    }
  });

  it('takes nobody’s word who does not hold the post she says', async () => {
    await declare();
    const { grantId } = await admins.propose(anan, wang, { onAgencyId: agencyId });
    const li = await somebody('李经办');
    expect(await codeOf(admins.confirmFrom(li, 'supervisor', agencyId, grantId))).toBe(
      'grant-needs-security-administrator',
    );
  });

  it('lets one person hold the posts of administration, where every agency is one', async () => {
    const li = await somebody('李管理');
    const both = async () => {
      await admins.grant([anan, bao], li, { post: 'system-administrator' });
      return codeOf(admins.propose(anan, li, { post: 'audit-administrator' }));
    };
    expect(await both()).toBe('posts-incompatible');
    await declare();
    const { agencyId: other } = await access.registerAgency({ code: '380' });
    expect(await codeOf(admins.propose(anan, li, { post: 'audit-administrator' }))).toBe('posts-incompatible');
    await declare(other);
    const { grantId } = await admins.propose(anan, li, { post: 'audit-administrator' });
    await admins.confirm(bao, grantId);
    expect(await heldBy(li)).toEqual(['system-administrator', 'audit-administrator']);
    expect(await codeOf(admins.propose(anan, li, { post: 'clerk', onAgencyId: agencyId }))).toBe('posts-incompatible');
  });

  it('ends once there are two administrators again, and nobody holds several of their posts', async () => {
    await declare();
    const li = await somebody('李管理');
    await admins.grant([anan, bao], li, { post: 'system-administrator' });
    const second = await admins.grant([anan, bao], li, { post: 'audit-administrator' });
    const ending = () => codeOf(admins.smallOffice(anan, agencyId, 'end-small-office'));
    expect(await ending()).toBe('small-office-still-needed');
    await admins.revoke(anan, second);
    await access.upToNow();
    const grants = access.directory.grants();
    await admins.revoke(anan, grants.find(({ personId }) => personId === bao)?.grantId ?? '');
    expect(await ending()).toBe('small-office-still-needed');
    const jian = await somebody('周监管');
    const { grantId } = await admins.propose(anan, jian, { post: 'supervisor', onAgencyId: agencyId });
    // Nobody to confirm it is left but a new administrator, who comes in by a link again where there is none at all.
    expect(await codeOf(admins.confirm(anan, grantId))).toBe('grant-needs-second-person');
    expect(await codeOf(admins.found('link-9', 1, null, 'round-2'))).toBe('administrators-enough');
  });

  it('is over in the append: what was looked at while it stood is refused once it has ended', async () => {
    await declare();
    const jian = await somebody('周监管');
    await admins.grant([anan, bao], jian, { post: 'supervisor', onAgencyId: agencyId });
    const { grantId } = await admins.propose(anan, wang, { onAgencyId: agencyId });
    const [first, second] = await Promise.all([
      codeOf(admins.smallOffice(anan, agencyId, 'end-small-office')),
      codeOf(admins.confirmFrom(jian, 'supervisor', agencyId, grantId)),
    ]);
    expect(first).toBe('done');
    const ended = (await access.store.readStream(streamId('smallOffice', agencyId))).events.at(-1);
    const confirmed = (await access.store.readStream(streamId('rights', wang))).events.find(
      ({ type }) => type === 'GrantConfirmed',
    );
    expect(second === 'done').toBe(confirmed !== undefined);
    if (confirmed && ended) expect(confirmed.position < ended.position).toBe(true);
  });
});

describe('a set of programmes', () => {
  it('and a grant of another at once: of two that would join two posts over one programme, one is refused', async () => {
    const two = await foundTwo();
    const { personId: jian } = await access.registerPerson(agencyId, { name: '周监管' });
    const make = (name: string, programmeId: string) =>
      admins.programmeSet(jian, agencyId, {
        ...{ type: 'create-programme-set', name, programmeIds: [programmeId], reason: '两组人分办' },
      });
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const [own, other] = [await make(`甲${round}`, 'p1'), await make(`乙${round}`, 'p2')];
      const { personId } = await access.registerPerson(agencyId, { name: `人${round}` });
      await admins.grant(two, personId, { onAgencyId: agencyId, programmeSetId: own });
      const reason = '职能调整';
      const change = { type: 'change-programme-set', programmeSetId: own, add: ['p2'], remove: [], reason } as const;
      await admins.programmeSet(jian, agencyId, change);
      const confirm = { type: 'confirm-programme-set-change', programmeSetId: own } as const;
      const review = { post: 'reviewer', onAgencyId: agencyId, programmeSetId: other } as const;
      const acts = [
        () => codeOf(admins.programmeSet(two[1], agencyId, confirm)),
        () => codeOf(admins.propose(two[0], personId, review)),
      ];
      const done = await Promise.all((round % 2 === 0 ? acts : acts.toReversed()).map((act) => act()));
      expect(done.filter((code) => code === 'done')).toHaveLength(1);
      for (const code of done) outcomes.add(code);
    }
    for (const code of outcomes) expect(['done', 'posts-incompatible', 'programme-set-joins-posts']).toContain(code);
  });
  it('limits standing in to what the other one holds', async () => {
    const two = await foundTwo();
    const { personId: li } = await access.registerPerson(agencyId, { name: '李经办' });
    const { personId: jian } = await access.registerPerson(agencyId, { name: '周监管' });
    const act = { type: 'create-programme-set', name: '养老', programmeIds: ['p1'], reason: '两组人分办' } as const;
    const programmeSetId = await admins.programmeSet(jian, agencyId, act);
    await admins.grant(two, li, { onAgencyId: agencyId, programmeSetId });
    const stead = { onAgencyId: agencyId, delegatorId: li, until: day('2021-12-31') };
    expect(await codeOf(admins.propose(two[0], wang, stead))).toBe('delegator-without-post');
    await admins.grant(two, wang, { ...stead, programmeSetId });
    expect(await heldBy(wang)).toEqual(['clerk']);
  });
});

describe('a post that nobody holds', () => {
  const vacant = async (on: string) => {
    await access.upToNow();
    return vacanciesOf(access.directory, agencyId, day(on)).map(({ post, from }) => `${post} ${from}`);
  };
  it('is told before the next payday, and in single-person mode there is none', async () => {
    const two = await foundTwo();
    expect(await vacant('2021-03-01')).toEqual([]);
    await admins.grant(two, wang, { onAgencyId: agencyId, until: day('2021-03-31') });
    for (const post of ['reviewer', 'approver', 'cashier'] as const) {
      const { personId } = await access.registerPerson(agencyId, { name: `人${post}` });
      await admins.grant(two, personId, { post, onAgencyId: agencyId });
    }
    expect(await vacant('2021-02-27')).toEqual([]);
    expect(await vacant('2021-03-01')).toEqual(['clerk 2021-04-01']);
    expect(await vacant('2021-04-09')).toEqual(['clerk 2021-04-09']);
    const { personId: li } = await access.registerPerson(agencyId, { name: '李经办' });
    await admins.grant(two, li, { onAgencyId: agencyId, from: day('2021-04-01') });
    expect(await vacant('2021-03-01')).toEqual([]);
  });
  it('is not filled by a program, nor by standing in for somebody whose own has ended', async () => {
    const two = await foundTwo();
    const { personId: robot } = await access.registerPerson(agencyId, { name: '接口', kind: 'service' });
    const { personId: li } = await access.registerPerson(agencyId, { name: '李经办' });
    await admins.grant(two, robot, { onAgencyId: agencyId });
    expect(await vacant('2021-03-01')).toContain('clerk 2021-03-01');
    await admins.grant(two, wang, { onAgencyId: agencyId, until: day('2021-03-09') });
    await admins.grant(two, li, { onAgencyId: agencyId, delegatorId: wang, until: day('2021-12-31') });
    expect(await vacant('2021-03-01')).toContain('clerk 2021-03-10');
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
