import { runDecision } from '@bofu/event-store';
import { derivedId } from '@bofu/event-store';
import { day } from '../testing/access-examples';
import { acting, openAccess, ROOT, type Access } from '../testing/access-office';
import { officeAggregate } from './access-aggregates';
import { founderIdOf } from './founder';

let access: Access;
beforeEach(async () => {
  access = await openAccess();
});
afterEach(() => access.close());

const refusalOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: { code?: string; facts?: unknown }) => ({ code: error.code, facts: error.facts }),
  );
const typesIn = async (stream: string) => {
  const { events } = await access.store.readStream(stream as never);
  return events.map(({ type }) => type);
};

describe('the first agency and the first person', () => {
  it('are registered by that person herself', async () => {
    const { agencyId } = await access.registerAgency({}, acting(ROOT), true);
    const { personId } = await access.registerPerson(agencyId, { byFounder: true });
    expect(personId).toBe(founderIdOf(agencyId));
    for (const stream of [`agency-${agencyId}`, `person-${personId}`]) {
      const { events } = await access.store.readStream(stream as never);
      expect(events[0]?.data).toMatchObject({ agencyId, by: { personId } });
    }
  });

  it('are the first: afterwards somebody has to be named', async () => {
    const { agencyId } = await access.registerAgency({}, acting(ROOT), true);
    await access.registerPerson(agencyId, { byFounder: true });
    expect(await refusalOf(access.registerAgency({ code: '380' }, acting(ROOT), true))).toMatchObject({
      code: 'actor-needed',
    });
    expect(await refusalOf(access.registerPerson(agencyId, { name: '李复核', byFounder: true }))).toMatchObject({
      code: 'actor-needed',
    });
  });

  it('asked twice with the same command are answered alike', async () => {
    const context = acting(ROOT);
    const { agencyId } = await access.registerAgency({}, context, true);
    expect(await access.registerAgency({}, context, true)).toMatchObject({ agencyId, repeated: true });
    const first = acting(agencyId);
    await access.registerPerson(agencyId, { byFounder: true }, first);
    expect(await access.registerPerson(agencyId, { byFounder: true }, first)).toMatchObject({ repeated: true });
  });
});

describe('a code or a 工号', () => {
  it('is an agency’s alone in the whole installation, and stays hers after it has changed', async () => {
    const { agencyId } = await access.registerAgency();
    await access.changeAgency(agencyId, { code: '371', effectiveOn: day('2021-01-01') });
    for (const code of ['370', '371'])
      expect(await refusalOf(access.registerAgency({ code }))).toEqual({
        code: 'agency-code-taken',
        facts: { code, agencyId },
      });
    // Back to what it was: its own code is no obstacle.
    await access.changeAgency(agencyId, { code: '370', effectiveOn: day('2022-01-01') });
    expect(await typesIn(`agency-${agencyId}`)).toEqual(['AgencyRegistered', 'AgencyChanged', 'AgencyChanged']);
  });

  it('is claimed under the root agency, while the agency’s own events are its own', async () => {
    const { agencyId } = await access.registerAgency();
    const { events } = await access.store.readStream(
      `claim-${derivedId('claim', ROOT, 'agency-code', '370')}` as never,
    );
    expect(events.map(({ data }) => [data['agencyId'], data['holderId']])).toEqual([[ROOT, agencyId]]);
    await runDecision(access.store, acting(agencyId), officeAggregate(agencyId), { type: 'end-single-person-mode' });
    expect(await typesIn(`agency-${agencyId}`)).toEqual(['AgencyRegistered']);
    expect(await typesIn(`office-${agencyId}`)).toEqual(['SinglePersonModeEnded']);
  });

  it('of a unit or a person is one within the agency, and may be another’s in another agency', async () => {
    const { agencyId: a } = await access.registerAgency();
    const { agencyId: b } = await access.registerAgency({ code: '380' });
    const { unitId } = await access.registerUnit(a);
    const { personId } = await access.registerPerson(a, { number: '0001' });
    expect(await refusalOf(access.registerUnit(a))).toEqual({
      code: 'unit-code-taken',
      facts: { code: '370001', unitId },
    });
    expect(await refusalOf(access.registerPerson(a, { name: '李复核', number: '0001' }))).toEqual({
      code: 'person-number-taken',
      facts: { number: '0001', personId },
    });
    await access.registerUnit(b);
    await access.registerPerson(b, { number: '0001' });
    const { unitId: second } = await access.registerUnit(a, { code: '370002' });
    expect(await refusalOf(access.changeUnit(a, second, { code: '370001' }, '2021-01-01'))).toMatchObject({
      code: 'unit-code-taken',
    });
  });
});

describe('a name that somebody bears already', () => {
  it('is asked back with the first one’s id and 工号, and is taken once confirmed', async () => {
    const { agencyId } = await access.registerAgency();
    const { personId } = await access.registerPerson(agencyId, { number: '0001' });
    const taken = { code: 'person-name-taken', facts: { name: '王经办', personId, number: '0001' } };
    expect(await refusalOf(access.registerPerson(agencyId, {}))).toEqual(taken);
    await access.registerPerson(agencyId, { number: '0002', confirmed: true });
    const { personId: third } = await access.registerPerson(agencyId, { name: '李复核' });
    expect(await refusalOf(access.renamePerson(agencyId, third, '王经办'))).toEqual(taken);
    await access.renamePerson(agencyId, third, '王经办', true);
    await access.upToNow();
    expect(access.directory.peopleNamed(agencyId, '王经办')).toHaveLength(3);
  });

  it('is not her own: the same command again is answered as before', async () => {
    const { agencyId } = await access.registerAgency();
    const context = acting(agencyId);
    const { personId } = await access.registerPerson(agencyId, {}, context);
    expect(await access.registerPerson(agencyId, {}, context)).toMatchObject({ personId, repeated: true });
  });
});

describe('another agency', () => {
  it('cannot be changed, unless it is below one’s own; then its events are its own', async () => {
    const { agencyId } = await access.registerAgency();
    const { agencyId: below } = await access.registerAgency({ code: '370-1', parentAgencyId: agencyId });
    const { agencyId: other } = await access.registerAgency({ code: '380' });
    const change = { name: '改名', effectiveOn: day('2021-01-01') };
    expect(await refusalOf(access.changeAgency(agencyId, change, acting(other)))).toEqual({
      code: 'agency-not-found',
      facts: { agencyId },
    });
    await access.changeAgency(below, { ...change, code: '370-1', parentAgencyId: agencyId }, acting(agencyId));
    const { events } = await access.store.readStream(`agency-${below}` as never);
    expect(events.map(({ data }) => data['agencyId'])).toEqual([below, below]);
  });

  it('is a superior only where there is one, and never one of those below', async () => {
    const { agencyId } = await access.registerAgency();
    const { agencyId: below } = await access.registerAgency({ code: '370-1', parentAgencyId: agencyId });
    expect(await refusalOf(access.registerAgency({ code: '390', parentAgencyId: 'nowhere' }))).toMatchObject({
      code: 'agency-parent-unknown',
    });
    expect(await refusalOf(access.changeAgency(agencyId, { parentAgencyId: below }))).toMatchObject({
      code: 'agency-parent-circular',
    });
    expect(await refusalOf(access.succeedAgency(agencyId, ['nowhere'], '2021-01-01'))).toMatchObject({
      code: 'agency-successor-unknown',
    });
  });

  it('has units and people that answer as if they had never been', async () => {
    const { agencyId } = await access.registerAgency();
    const { agencyId: other } = await access.registerAgency({ code: '380' });
    const { unitId } = await access.registerUnit(agencyId);
    const { personId } = await access.registerPerson(agencyId, {});
    expect(await refusalOf(access.closeUnit(other, unitId, '2022-01-01'))).toMatchObject({ code: 'unit-not-found' });
    expect(await refusalOf(access.renamePerson(other, personId, '改名'))).toMatchObject({ code: 'person-not-found' });
  });
});
