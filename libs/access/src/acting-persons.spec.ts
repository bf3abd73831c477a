import { runDecision } from '@bofu/event-store';
import { day } from '../testing/access-examples';
import { acting, openAccess, ROOT, type Access } from '../testing/access-office';
import { officeAggregate } from './access-aggregates';
import { agencyScopeOf } from './selected-books';
import { founderIdOf } from './founder';

let access: Access;
beforeEach(async () => {
  access = await openAccess();
});
afterEach(() => access.close());

const AT = '2021-03-01T09:00:00.000+08:00';
const resolve = (actor: string | null, agency: string | null = null) =>
  access.persons.resolve({ agency, actor, founds: actor === null ? 'person' : null, at: AT });
const resolveFounding = () => access.persons.resolve({ agency: null, actor: null, founds: 'agency', at: AT });
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    ({ code, facts }: { code?: string; facts?: unknown }) => ({ code, facts }),
  );

describe('who acts', () => {
  it('is somebody on record, by id, 工号 or name, even if registered this moment', async () => {
    const { agencyId } = await access.registerAgency();
    const { personId } = await access.registerPerson(agencyId, { name: '王经办', number: '0001' });
    for (const actor of [personId, '0001', '王经办'])
      expect(await resolve(actor)).toMatchObject({ agencyId, personId });
  });

  it('is refused where nobody of the agency is so called', async () => {
    const { agencyId } = await access.registerAgency();
    const { agencyId: other } = await access.registerAgency({ code: '380' });
    await access.registerPerson(agencyId, { name: '王经办', number: '0001' });
    expect(await codeOf(resolve('李复核', agencyId))).toEqual({ code: 'person-unknown', facts: { actor: '李复核' } });
    expect(await codeOf(resolve('王经办', other))).toEqual({ code: 'person-unknown', facts: { actor: '王经办' } });
  });

  it('is refused where the name is that of several, who are told apart by 工号 or id', async () => {
    const { agencyId } = await access.registerAgency();
    await access.registerPerson(agencyId, { number: '0001' });
    const { personId } = await access.registerPerson(agencyId, { confirmed: true });
    expect(await codeOf(resolve('王经办'))).toEqual({
      code: 'person-ambiguous',
      facts: { name: '王经办', people: ['0001', personId] },
    });
    expect(await resolve(personId)).toMatchObject({ agencyId, personId });
  });

  it('is nobody before the first agency, and the agency’s first person before the first person', async () => {
    const founding = { agencyId: ROOT, personId: founderIdOf(ROOT) };
    expect(await resolveFounding()).toMatchObject(founding);
    for (const actor of ['王经办', null])
      expect(await codeOf(resolve(actor))).toEqual({ code: 'agency-required', facts: { registered: 0 } });
    const { agencyId } = await access.registerAgency();
    expect(await resolve(null)).toMatchObject({ agencyId, personId: founderIdOf(agencyId) });
    expect(await resolveFounding()).toMatchObject(founding);
  });

  it('cannot simply be said any more once single-person mode has ended', async () => {
    const { agencyId } = await access.registerAgency();
    await access.registerPerson(agencyId, {});
    await runDecision(access.store, acting(agencyId), officeAggregate(agencyId), { type: 'end-single-person-mode' });
    await access.upToNow();
    for (const actor of ['王经办', null])
      expect(await codeOf(resolve(actor))).toEqual({ code: 'single-person-mode-ended', facts: { agencyId } });
  });
});

describe('whose books', () => {
  it('are the only agency’s, or those named by id or code', async () => {
    const { agencyId } = await access.registerAgency();
    await access.upToNow();
    const scope = (asked: Parameters<typeof agencyScopeOf>[1], on = '2021-03-01') =>
      agencyScopeOf(access.directory, asked, day(on));
    expect(scope({})).toEqual([agencyId]);
    const { agencyId: below } = await access.registerAgency({ code: '370-1', parentAgencyId: agencyId });
    await access.upToNow();
    expect(() => scope({})).toThrow('agency-required');
    expect(() => scope({ agency: '999' })).toThrow('agency-unknown');
    expect(scope({ agency: '370' })).toEqual([agencyId]);
    expect(scope({ agency: below })).toEqual([below]);
    expect(scope({ agency: '370', scope: 'subordinates' })).toEqual([agencyId, below]);
  });

  it('are the successor’s where only one is left standing', async () => {
    const { agencyId } = await access.registerAgency();
    const { agencyId: successor } = await access.registerAgency({ code: '380' });
    await access.succeedAgency(agencyId, [successor], '2021-01-01');
    await access.upToNow();
    expect(agencyScopeOf(access.directory, {}, day('2021-01-01'))).toEqual([successor]);
  });
});
