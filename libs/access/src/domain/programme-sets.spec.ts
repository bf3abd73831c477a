import fc from 'fast-check';
import { Refusal, type By } from '@bofu/kernel';
import { SOMEBODY, specOf, stateAfter } from '@bofu/testing';
import { day } from '../../testing/access-examples';
import type { HumanPost } from './posts';
import {
  programmeSetsDecider,
  shareProgrammes,
  type ProgrammeSetCommand,
  type ProgrammeSetEvent,
  type ProgrammeSets,
} from './programme-sets';
import { rightsDecider, type Grant, type Rights, type RightsEvent } from './rights';

const by = (personId: string): By => ({ ...SOMEBODY, personId, post: 'supervisor', mode: 'office' });
const { given } = specOf(programmeSetsDecider('A'));
const reason = '职能调整';

const created = (programmeSetId: string, name: string, ...programmeIds: string[]) => ({
  type: 'ProgrammeSetCreated' as const,
  data: { programmeSetId, name, programmeIds, reason },
  by: by('jian'),
});
const granted = (programmeSetId: string, personId = 'wang') => ({
  type: 'ProgrammeSetGranted' as const,
  data: { programmeSetId, personId },
  by: by('anan'),
});
const grant = (grantId: string, post: HumanPost, programmeSetId: string | null, more: Partial<Grant> = {}): Grant => ({
  ...{ grantId, post, programmeSetId, onAgencyId: 'A', from: day('2022-01-01'), until: null, delegatorId: null },
  ...{ situation: 'confirmed', reason: '', proposedBy: 'anan', confirmedBy: 'bao' },
  ...more,
});
const rightsOf = (...grants: Grant[]): Rights => new Map(grants.map((each) => [each.grantId, each]));
const change = (
  more: Partial<Extract<ProgrammeSetCommand, { type: 'change-programme-set' }>>,
): ProgrammeSetCommand => ({
  ...{ type: 'change-programme-set', programmeSetId: 's1', add: [], remove: [], reason, holders: [] },
  ...more,
});

describe('a set of programmes', () => {
  const two = [created('s1', '养老', 'p1'), created('s2', '就业', 'p2')];

  it('is made with a name of its own in the agency, and each programme once', () => {
    given([])
      .when({ type: 'create-programme-set', programmeSetId: 's1', name: '养老', programmeIds: ['p1', 'p1'], reason })
      .then([
        { type: 'ProgrammeSetCreated', data: { programmeSetId: 's1', name: '养老', programmeIds: ['p1'], reason } },
      ]);
    given(two)
      .when({ type: 'create-programme-set', programmeSetId: 's3', name: '就业', programmeIds: ['p1'], reason })
      .thenRefuses('programme-set-name-taken', { name: '就业' });
  });
  it('says what came to it and what left it, and nothing where nothing did', () => {
    given(two)
      .when(change({ add: ['p3', 'p1'], remove: ['p9'] }), by('jian'))
      .then([{ type: 'ProgrammeSetChanged', data: { programmeSetId: 's1', added: ['p3'], removed: [], reason } }]);
    given(two)
      .when(change({ add: ['p1'], remove: ['p9'] }))
      .then([]);
    given(two)
      .when(change({ programmeSetId: 's9' }))
      .thenRefuses('programme-set-not-found');
  });
  it('knows whom it was granted to, once each', () => {
    const command: ProgrammeSetCommand = { type: 'grant-programme-set', programmeSetId: 's1', personId: 'wang' };
    given(two)
      .when(command)
      .then([{ type: 'ProgrammeSetGranted', data: { programmeSetId: 's1', personId: 'wang' } }]);
    given([...two, granted('s1')])
      .when(command)
      .then([]);
    given([]).when(command).thenRefuses('programme-set-not-found');
  });
  it('is changed by nobody it was granted to', () =>
    given([...two, granted('s1')])
      .when(change({ add: ['p3'] }), by('wang'))
      .thenRefuses('programme-set-of-oneself'));

  it('grows for people who hold a post for it once a second person has agreed; what is taken away waits for nobody', () => {
    const held = [...two, granted('s1')];
    const data = { programmeSetId: 's1', added: ['p3'], removed: ['p1'], reason };
    const proposed = { type: 'ProgrammeSetChangeProposed' as const, data, by: by('jian') };
    const confirm: ProgrammeSetCommand = { type: 'confirm-programme-set-change', programmeSetId: 's1', holders: [] };
    const decline: ProgrammeSetCommand = { type: 'decline-programme-set-change', programmeSetId: 's1', reason };
    given(held)
      .when(change({ add: ['p3'], remove: ['p1'] }), by('jian'))
      .then([{ type: 'ProgrammeSetChangeProposed', data }]);
    given(held)
      .when(change({ remove: ['p1'] }), by('jian'))
      .then([{ type: 'ProgrammeSetChanged', data: { ...data, added: [] } }]);
    given([...held, proposed])
      .when(change({ remove: ['p1'] }), by('jian'))
      .thenRefuses('programme-set-change-waiting');
    given([...held, proposed])
      .when(confirm, by('jian'))
      .thenRefuses('programme-set-needs-second-person');
    given([...held, proposed])
      .when(confirm, by('wang'))
      .thenRefuses('programme-set-of-oneself');
    given([...held, proposed])
      .when(confirm, by('anan'))
      .then([{ type: 'ProgrammeSetChanged', data }]);
    given([...held, proposed])
      .when(decline, by('anan'))
      .then([{ type: 'ProgrammeSetChangeDeclined', data: { programmeSetId: 's1', reason } }]);
    for (const command of [confirm, decline]) {
      given(held).when(command, by('anan')).thenRefuses('programme-set-change-not-proposed');
      const declined = {
        type: 'ProgrammeSetChangeDeclined' as const,
        data: { programmeSetId: 's1', reason },
        by: by('anan'),
      };
      given([...held, proposed, declined])
        .when(command, by('anan'))
        .thenRefuses('programme-set-change-not-proposed');
    }
  });
  it('is held against what everybody has by the time it is confirmed', () => {
    const proposed = {
      ...{ type: 'ProgrammeSetChangeProposed' as const, by: by('jian') },
      data: { programmeSetId: 's1', added: ['p2'], removed: [], reason },
    };
    const holders = [{ personId: 'wang', rights: rightsOf(grant('g1', 'clerk', 's1'), grant('g2', 'reviewer', 's2')) }];
    given([...two, granted('s1'), proposed])
      .when({ type: 'confirm-programme-set-change', programmeSetId: 's1', holders }, by('anan'))
      .thenRefuses('programme-set-joins-posts', { personId: 'wang', one: 'clerk', other: 'reviewer' });
  });

  it('does not grow into a programme where somebody holds a post that excludes the one she has for this set', () => {
    const holders = [{ personId: 'wang', rights: rightsOf(grant('g1', 'clerk', 's1'), grant('g2', 'reviewer', 's2')) }];
    given(two)
      .when(change({ add: ['p2'], holders }))
      .thenRefuses('programme-set-joins-posts', { personId: 'wang', one: 'clerk', other: 'reviewer' });
    given(two)
      .when(change({ add: ['p3'], holders }))
      .then([{ type: 'ProgrammeSetChanged', data: { programmeSetId: 's1', added: ['p3'], removed: [], reason } }]);
  });
  it('grows where the two posts are not held at one time, stand no more, or are on other books', () => {
    const event = {
      type: 'ProgrammeSetChanged' as const,
      data: { programmeSetId: 's1', added: ['p2'], removed: [], reason },
    };
    for (const other of [
      grant('g2', 'reviewer', 's2', { situation: 'revoked' }),
      grant('g2', 'reviewer', 's2', { situation: 'declined' }),
      grant('g2', 'reviewer', 's2', { onAgencyId: 'B' }),
      grant('g2', 'reviewer', 's2', { from: day('2020-01-01'), until: day('2021-12-31') }),
      grant('g2', 'clerk', 's2'),
    ]) {
      const holders = [{ personId: 'wang', rights: rightsOf(grant('g1', 'clerk', 's1'), other) }];
      given(two)
        .when(change({ add: ['p2'], holders }))
        .then([event]);
    }
    // What is only proposed counts: the loop above can fail.
    const holders = [
      {
        personId: 'wang',
        rights: rightsOf(grant('g1', 'clerk', 's1'), grant('g2', 'reviewer', 's2', { situation: 'proposed' })),
      },
    ];
    given(two)
      .when(change({ add: ['p2'], holders }))
      .thenRefuses('programme-set-joins-posts');
  });
});

describe('whatever is granted and changed', () => {
  const SETS = ['s1', 's2', 's3'] as const;
  const PROGRAMMES = ['p1', 'p2', 'p3', 'p4'] as const;
  const POSTS = ['clerk', 'reviewer', 'approver', 'cashier'] as const;
  const someProgrammes = fc.subarray([...PROGRAMMES], { maxLength: 2 });
  const anAct = fc.oneof(
    fc.record({
      does: fc.constant('grant' as const),
      post: fc.constantFrom(...POSTS),
      set: fc.constantFrom(null, ...SETS, ...SETS),
      months: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
    }),
    fc.record({
      does: fc.constant('change' as const),
      set: fc.constantFrom(...SETS),
      add: someProgrammes,
      remove: someProgrammes,
    }),
  );

  /** From the events alone: of which programmes each grant is, month by month. `null` is all there are. */
  function twoInOne(sets: readonly ProgrammeSetEvent[], grants: readonly RightsEvent[]): string[] {
    const programmes = new Map<string, Set<string>>();
    for (const { type, data } of sets) {
      const of = programmes.get(data.programmeSetId) ?? new Set();
      programmes.set(data.programmeSetId, of);
      if (type === 'ProgrammeSetCreated') data.programmeIds.forEach((each) => of.add(each));
      if (type === 'ProgrammeSetChanged') {
        data.added.forEach((each) => of.add(each));
        data.removed.forEach((each) => of.delete(each));
      }
    }
    const found: string[] = [];
    const held = grants.flatMap((event) => (event.type === 'GrantProposed' ? [event.data] : []));
    for (const programme of PROGRAMMES)
      for (let month = 1; month <= 12; month += 1) {
        const at = `2022-${String(month).padStart(2, '0')}-01`;
        const posts = held
          .filter(({ from, until }) => from <= at && (until === null || at <= until))
          .filter(({ programmeSetId }) => programmeSetId === null || programmes.get(programmeSetId)?.has(programme))
          .map(({ post }) => post);
        if (new Set(posts).size > 1) found.push(`${programme} ${at} ${posts.join(' ')}`);
      }
    for (const at of held.filter(({ post }) => post === 'cashier'))
      for (const other of held.filter(({ post }) => post === 'clerk' || post === 'reviewer'))
        if (at.from <= (other.until ?? '9999') && other.from <= (at.until ?? '9999')) found.push('reconciles her own');
    return found;
  }

  it('nobody holds two posts over one programme on one day, and who hands over holds none that reconciles', () => {
    let [together, refused] = [0, 0];
    fc.assert(
      fc.property(fc.array(anAct, { minLength: 8, maxLength: 25 }), (acts) => {
        const [setsDecider, rights] = [programmeSetsDecider('A'), rightsDecider('wang')];
        const sets: (ProgrammeSetEvent & { by: By })[] = SETS.map((id, at) => created(id, id, PROGRAMMES[at] ?? ''));
        const grants: (RightsEvent & { by: By })[] = [];
        for (const [at, act] of acts.entries()) {
          const setsNow: ProgrammeSets = stateAfter(setsDecider, [...sets]);
          const held = stateAfter(rights, [...grants]);
          try {
            if (act.does === 'change') {
              const { set: programmeSetId, add, remove } = act;
              const holders = [{ personId: 'wang', rights: held }];
              const command = change({ programmeSetId, add, remove, holders });
              sets.push(
                ...setsDecider.decide(setsNow, command, by('jian')).map((event) => ({ ...event, by: by('jian') })),
              );
            } else {
              const [from, until] = act.months
                .toSorted((a, b) => a - b)
                .map((m) => day(`2022-${String(m).padStart(2, '0')}-01`));
              const admin: By = { ...by('anan'), post: 'security-administrator' };
              const decided = rights.decide(
                held,
                {
                  ...{
                    type: 'propose-grant',
                    grantId: `g${at}`,
                    post: act.post,
                    programmeSetId: act.set,
                    onAgencyId: 'A',
                  },
                  ...{ from: from ?? day('2022-01-01'), until: until ?? null, delegatorId: null, reason: '' },
                  ...{ kind: 'person', inSmallOffice: false, share: shareProgrammes(setsNow) },
                },
                admin,
              );
              grants.push(...decided.map((event) => ({ ...event, by: admin })));
            }
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
            refused += 1;
          }
          expect(twoInOne(sets, grants)).toEqual([]);
        }
        if (new Set(grants.map((event) => (event.type === 'GrantProposed' ? event.data.post : ''))).size > 1)
          together += 1;
      }),
      { numRuns: 150 },
    );
    // Else nothing above was about anything.
    expect(together).toBeGreaterThan(40);
    expect(refused).toBeGreaterThan(150);
  });
});
