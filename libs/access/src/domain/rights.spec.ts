import fc from 'fast-check';
import { Refusal, type By, type Post } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import { day } from '../../testing/access-examples';
import { HUMAN_POSTS, incompatible, isAdministration, type HumanPost } from './posts';
import {
  holdsSeveralAdministrations,
  rightsDecider,
  type GrantFacts,
  type RightsCommand,
  type RightsEvent,
} from './rights';

const acting = (personId: string, post: Post = 'security-administrator', mode: By['mode'] = 'office'): By => ({
  personId,
  post,
  delegationId: null,
  channel: 'page',
  mode,
});
const [ANAN, BAO, WANG] = [acting('anan'), acting('bao'), acting('wang')];

const asked: GrantFacts = {
  grantId: 'g1',
  post: 'clerk',
  onAgencyId: 'A',
  programmeSetId: null,
  from: day('2022-01-01'),
  until: null,
  delegatorId: null,
};
const propose = (
  more: Partial<GrantFacts> = {},
  kind: 'person' | 'service' = 'person',
  inSmallOffice = false,
  share: (one: string, other: string) => boolean = () => false,
): RightsCommand => ({
  type: 'propose-grant',
  ...asked,
  ...more,
  reason: '岗位调整',
  kind,
  inSmallOffice,
  share,
});
const proposed = (more: Partial<GrantFacts> = {}, by: By = ANAN) => ({
  type: 'GrantProposed' as const,
  data: { personId: 'wang', ...asked, ...more, reason: '岗位调整' },
  by,
});
const confirm: RightsCommand = { type: 'confirm-grant', grantId: 'g1', overseesSmallOffice: false };
const confirmed = (grantId = 'g1') => ({
  type: 'GrantConfirmed' as const,
  data: { personId: 'wang', grantId },
  by: BAO,
});
const { given } = specOf(rightsDecider('wang'));

describe('a grant', () => {
  it('is proposed by one security administrator and confirmed by another', () => {
    const { by: _by, ...event } = proposed();
    given([]).when(propose(), ANAN).then([event]);
    given([proposed()])
      .when(confirm, BAO)
      .then([{ type: 'GrantConfirmed', data: { personId: 'wang', grantId: 'g1' } }]);
  });

  it('is not confirmed by whoever proposed it', () =>
    given([proposed()]).when(confirm, ANAN).thenRefuses('grant-needs-second-person', { grantId: 'g1' }));
  it('is not confirmed by whoever hands the post over', () =>
    given([proposed({ delegatorId: 'bao', until: day('2022-02-01') })])
      .when(confirm, BAO)
      .thenRefuses('grant-needs-second-person'));
  it('is neither proposed nor confirmed by whose it is', () => {
    given([]).when(propose(), WANG).thenRefuses('grant-to-oneself');
    given([proposed()]).when(confirm, WANG).thenRefuses('grant-to-oneself');
  });
  it.each(HUMAN_POSTS.filter((post) => post !== 'security-administrator'))('is no business of a %s', (post) => {
    given([]).when(propose(), acting('anan', post)).thenRefuses('grant-needs-security-administrator');
    given([proposed()]).when(confirm, acting('bao', post)).thenRefuses('grant-needs-security-administrator');
  });
  it('is nothing one person can do in single-person mode', () =>
    given([])
      .when(propose(), acting('anan', 'security-administrator', 'single-person'))
      .thenRefuses('grant-needs-security-administrator'));

  it('is settled once', () => {
    given([proposed(), confirmed()]).when(confirm, BAO).thenRefuses('grant-settled');
    given([proposed()])
      .when({ ...confirm, grantId: 'g2' }, BAO)
      .thenRefuses('grant-not-found');
  });
  it('is declined with a reason, by its proposer too', () =>
    given([proposed()])
      .when({ type: 'decline-grant', grantId: 'g1', reason: '不需要', overseesSmallOffice: false }, ANAN)
      .then([{ type: 'GrantDeclined', data: { personId: 'wang', grantId: 'g1', reason: '不需要' } }]));
  it('is taken away by one, and only while it stands', () => {
    const revoke: RightsCommand = { type: 'revoke-grant', grantId: 'g1', reason: '调离', overseesSmallOffice: false };
    const revoked = { type: 'GrantRevoked' as const, data: { personId: 'wang', grantId: 'g1', reason: '调离' } };
    given([proposed()]).when(revoke, ANAN).thenRefuses('grant-not-in-force');
    given([proposed(), confirmed()]).when(revoke, ANAN).then([revoked]);
    given([proposed(), confirmed(), revoked]).when(revoke, ANAN).thenRefuses('grant-not-in-force');
  });

  it('ends on the day it begins or later', () =>
    given([])
      .when(propose({ until: day('2021-12-31') }), ANAN)
      .thenRefuses('grant-ends-before-it-begins'));
  it('to look over an agency as auditor, or to stand in for somebody, has an end', () => {
    given([])
      .when(propose({ post: 'auditor' }), ANAN)
      .thenRefuses('grant-undated');
    given([])
      .when(propose({ delegatorId: 'li' }), ANAN)
      .thenRefuses('grant-undated');
  });
  it('of administration is the installation’s, of everything else an agency’s', () => {
    given([])
      .when(propose({ post: 'system-administrator' }), ANAN)
      .thenRefuses('post-of-another-scope');
    given([])
      .when(propose({ onAgencyId: null }), ANAN)
      .thenRefuses('post-of-another-scope');
  });
  it('of administration cannot be stood in for, nor can one stand in for oneself', () => {
    const until = day('2022-02-01');
    given([])
      .when(propose({ post: 'audit-administrator', onAgencyId: null, delegatorId: 'li', until }), ANAN)
      .thenRefuses('delegation-impossible');
    given([])
      .when(propose({ delegatorId: 'wang', until }), ANAN)
      .thenRefuses('delegation-impossible');
  });
  it('to a program is to enter or to read', () => {
    for (const post of HUMAN_POSTS.filter((each) => !isAdministration(each))) {
      const command = propose({ post, until: day('2022-12-31') }, 'service');
      const outcome = given([]).when(command, ANAN);
      if (post === 'clerk' || post === 'auditor')
        outcome.then([{ type: 'GrantProposed', data: proposed({ post, until: day('2022-12-31') }).data }]);
      else outcome.thenRefuses('post-not-for-services', { post });
    }
  });
});

describe('in a small office', () => {
  const overseen: RightsCommand = { type: 'confirm-grant', grantId: 'g1', overseesSmallOffice: true };
  const event = { type: 'GrantConfirmed' as const, data: { personId: 'wang', grantId: 'g1' } };
  const administers = (post: HumanPost, grantId = 'g1') => ({ post, grantId, onAgencyId: null });

  it.each(['supervisor', 'auditor'] as const)('a grant is confirmed by its %s, and declined', (post) => {
    given([proposed()]).when(overseen, acting('jian', post)).then([event]);
    given([proposed()])
      .when({ type: 'decline-grant', grantId: 'g1', reason: '不需要', overseesSmallOffice: true }, acting('jian', post))
      .then([{ type: 'GrantDeclined', data: { personId: 'wang', grantId: 'g1', reason: '不需要' } }]);
  });
  it.each(['supervisor', 'auditor'] as const)('a grant is neither proposed nor taken away by a %s', (post) => {
    const revoke: RightsCommand = { type: 'revoke-grant', grantId: 'g1', reason: '调离', overseesSmallOffice: true };
    given([])
      .when(propose({}, 'person', true), acting('jian', post))
      .thenRefuses('grant-needs-security-administrator');
    given([proposed(), confirmed()])
      .when(revoke, acting('jian', post))
      .thenRefuses('grant-needs-security-administrator');
  });
  it.each(['clerk', 'reviewer', 'approver', 'cashier', 'system-administrator'] as const)(
    'a grant is not confirmed by a %s all the same',
    (post) =>
      given([proposed()]).when(overseen, acting('jian', post)).thenRefuses('grant-needs-security-administrator'),
  );
  it('a grant has two people still, neither of whom it is for', () => {
    const bySupervisor = acting('wang', 'supervisor');
    given([proposed()]).when(overseen, bySupervisor).thenRefuses('grant-to-oneself');
    given([proposed({}, acting('jian'))])
      .when(overseen, acting('jian', 'supervisor'))
      .thenRefuses('grant-needs-second-person');
    given([proposed({ delegatorId: 'jian', until: day('2022-02-01') })])
      .when(overseen, acting('jian', 'supervisor'))
      .thenRefuses('grant-needs-second-person');
  });
  it('outside of one, who oversees confirms nothing', () =>
    given([proposed()]).when(confirm, acting('jian', 'supervisor')).thenRefuses('grant-needs-security-administrator'));

  it('one person holds all three posts of administration, and no right over money with them', () => {
    const held = [proposed(administers('system-administrator')), confirmed()];
    const more = administers('audit-administrator', 'g2');
    const { by: _by, ...another } = proposed(more);
    given(held)
      .when(propose(more, 'person', true), ANAN)
      .then([another]);
    given(held).when(propose(more), ANAN).thenRefuses('posts-incompatible');
    for (const post of HUMAN_POSTS.filter((each) => !isAdministration(each)))
      given(held)
        .when(propose({ grantId: 'g2', post, until: day('2022-12-31') }, 'person', true), ANAN)
        .thenRefuses('posts-incompatible', { held: 'system-administrator', asked: post });
  });
  it('经办, 复核, 审批 and 财务 stay four people', () => {
    const money = ['clerk', 'reviewer', 'approver', 'cashier'] as const;
    for (const one of money)
      for (const other of money.filter((each) => each !== one))
        given([proposed({ post: one }), confirmed()])
          .when(propose({ grantId: 'g2', post: other }, 'person', true), ANAN)
          .thenRefuses('posts-incompatible');
  });
  it('several posts of administration are seen, once they are proposed and until they are taken away', () => {
    const decider = rightsDecider('wang');
    const two = [proposed(administers('system-administrator')), proposed(administers('audit-administrator', 'g2'))];
    const revoked = {
      type: 'GrantRevoked' as const,
      data: { personId: 'wang', grantId: 'g2', reason: '调离' },
      by: ANAN,
    };
    expect(holdsSeveralAdministrations(stateAfter(decider, two))).toBe(true);
    expect(holdsSeveralAdministrations(stateAfter(decider, two.slice(1)))).toBe(false);
    expect(holdsSeveralAdministrations(stateAfter(decider, [...two, confirmed('g2'), revoked]))).toBe(false);
  });
});

describe('posts for a set of programmes', () => {
  const on = (programmeSetId: string | null, post: HumanPost = 'clerk', grantId = 'g1') => ({
    ...{ programmeSetId, post, grantId },
  });
  const share = (yes: boolean) => propose(on('B', 'reviewer', 'g2'), 'person', false, () => yes);

  it('go together where the two sets have no programme in common, and not where they have one', () => {
    const { by: _by, ...event } = proposed(on('B', 'reviewer', 'g2'));
    given([proposed(on('A'))])
      .when(share(false), ANAN)
      .then([event]);
    given([proposed(on('A'))])
      .when(share(true), ANAN)
      .thenRefuses('posts-incompatible', { held: 'clerk', asked: 'reviewer' });
  });
  it('may be the same one for several sets, each once', () => {
    const { by: _by, ...event } = proposed(on('B', 'clerk', 'g2'));
    given([proposed(on('A'))])
      .when(propose(on('B', 'clerk', 'g2')), ANAN)
      .then([event]);
    given([proposed(on('A'))])
      .when(propose(on('A', 'clerk', 'g2')), ANAN)
      .thenRefuses('grant-exists');
  });
  it('keep who hands money over from whoever reconciles, whatever the sets: statements are of all programmes', () => {
    for (const post of ['clerk', 'reviewer'] as const)
      given([proposed(on('A', 'cashier'))])
        .when(propose(on('B', post, 'g2')), ANAN)
        .thenRefuses('posts-incompatible');
    const { by: _by, ...event } = proposed(on('B', 'approver', 'g2'));
    given([proposed(on('A', 'cashier'))])
      .when(propose(on('B', 'approver', 'g2')), ANAN)
      .then([event]);
  });
  it('are posts over money alone', () => {
    for (const post of HUMAN_POSTS.filter((each) => !['clerk', 'reviewer', 'approver', 'cashier'].includes(each)))
      given([])
        .when(propose({ ...on('A', post), onAgencyId: isAdministration(post) ? null : 'A' }), ANAN)
        .thenRefuses('programme-set-not-for-post', { post });
  });
});

describe('posts held by one person', () => {
  const dated = { until: day('2022-12-31') };
  const scope = (post: HumanPost, agency: string) => (isAdministration(post) ? null : agency);
  const pairs = HUMAN_POSTS.flatMap((one, at) => HUMAN_POSTS.slice(at + 1).map((other) => [one, other] as const));

  it.each(pairs)('%s and %s do not go together on the same books', (one, other) =>
    given([proposed({ post: one, onAgencyId: scope(one, 'A'), ...dated })])
      .when(propose({ grantId: 'g2', post: other, onAgencyId: scope(other, 'A'), ...dated }), ANAN)
      .thenRefuses('posts-incompatible', { held: one, asked: other }),
  );
  it('go together on the books of two agencies, unless one is to oversee or to administer', () => {
    for (const [one, other] of pairs) {
      const money: readonly Post[] = ['clerk', 'reviewer', 'approver', 'cashier'];
      const apart = incompatible(
        { post: one, onAgencyId: scope(one, 'A'), programmeSetId: null },
        { post: other, onAgencyId: scope(other, 'B'), programmeSetId: null },
      );
      expect([one, other, apart]).toEqual([one, other, !(money.includes(one) && money.includes(other))]);
    }
  });
  it('go together one after the other', () => {
    const first = proposed({ until: day('2022-06-30') });
    const then: Partial<GrantFacts> = { grantId: 'g2', post: 'reviewer', from: day('2022-07-01') };
    const { by: _by, ...event } = proposed(then);
    given([first]).when(propose(then), ANAN).then([event]);
    given([first])
      .when(propose({ ...then, from: day('2022-06-30') }), ANAN)
      .thenRefuses('posts-incompatible');
  });
  it('may be the same one twice, in one’s own right and in another’s stead', () => {
    const deputy: Partial<GrantFacts> = { grantId: 'g2', delegatorId: 'li', ...dated };
    const { by: _by, ...event } = proposed(deputy);
    given([proposed(), confirmed()]).when(propose(deputy), ANAN).then([event]);
    given([proposed(), confirmed()])
      .when(propose({ grantId: 'g2' }), ANAN)
      .thenRefuses('grant-exists', { grantId: 'g1' });
  });
});

describe('whoever comes in by a one-time link', () => {
  const found: RightsCommand = { type: 'found-administrator', grantId: 'g1', from: day('2022-01-01'), link: '1' };
  it('is a security administrator without a second person', () =>
    given([])
      .when(found, WANG)
      .then([
        { type: 'AdministratorFounded', data: { personId: 'wang', grantId: 'g1', from: day('2022-01-01'), link: '1' } },
      ]));
  it('holds no other post', () =>
    given([proposed(), confirmed()])
      .when({ ...found, grantId: 'g2' }, WANG)
      .thenRefuses('posts-incompatible', { held: 'clerk', asked: 'security-administrator' }));
});

describe('whatever is tried, by whomever', () => {
  const people = ['anan', 'bao', 'chen', 'wang'];
  const grantIds = ['g1', 'g2', 'g3', 'g4'];
  const anAttempt = fc.record({
    by: fc.constantFrom(...people),
    post: fc.constantFrom<Post>(...Array<Post>(6).fill('security-administrator'), 'clerk'),
    does: fc.constantFrom('propose', 'propose', 'confirm', 'confirm', 'confirm', 'decline', 'revoke'),
    grantId: fc.constantFrom(...grantIds),
    of: fc.constantFrom(...HUMAN_POSTS),
    on: fc.constantFrom('A', 'B'),
    delegatorId: fc.constantFrom(null, null, 'anan', 'chen'),
    months: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 })),
  });

  /** From the events alone: which grants give a post, by whom they were proposed and confirmed. */
  function standing(events: readonly (RightsEvent & { by: By })[]) {
    const grants = new Map<string, { facts: GrantFacts; proposer: string; confirmer: string }>();
    const waiting = new Map<string, { facts: GrantFacts; proposer: string }>();
    for (const { type, data, by } of events)
      if (type === 'GrantProposed') waiting.set(data.grantId, { facts: data, proposer: by.personId });
      else if (type === 'GrantConfirmed') {
        const it = waiting.get(data.grantId);
        if (it) grants.set(data.grantId, { ...it, confirmer: by.personId });
      } else if (type === 'GrantRevoked') grants.delete(data.grantId);
    return [...grants.values()];
  }

  it('every post held had two people who are not its holder, and no two of them may not be held together', () => {
    const decider = rightsDecider('wang');
    let held = 0;
    fc.assert(
      fc.property(fc.array(anAttempt, { minLength: 20, maxLength: 40 }), (attempts) => {
        const events: (RightsEvent & { by: By })[] = [];
        for (const { by: personId, post, does, grantId, of, on, delegatorId, months } of attempts) {
          const by = acting(personId, post);
          const [from, until] = months
            .toSorted((a, b) => a - b)
            .map((month) => day(`2022-${String(month).padStart(2, '0')}-01`));
          const facts = { grantId, post: of, onAgencyId: isAdministration(of) ? null : on, delegatorId };
          const command: RightsCommand =
            does === 'propose'
              ? propose({ ...facts, from: from ?? asked.from, until: until ?? null })
              : does === 'confirm'
                ? { type: 'confirm-grant', grantId, overseesSmallOffice: false }
                : {
                    type: does === 'decline' ? 'decline-grant' : 'revoke-grant',
                    ...{ grantId, reason: '', overseesSmallOffice: false },
                  };
          if (does === 'propose' && events.some(({ data }) => data.grantId === grantId)) continue;
          try {
            const decided = decider.decide(stateAfter(decider, [...events]), command, by);
            events.push(...decided.map((event) => ({ ...event, by })));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          const now = standing(events);
          held += now.length;
          for (const { facts: mine, proposer, confirmer } of now) {
            expect(new Set([proposer, confirmer, 'wang', mine.delegatorId ?? '']).size).toBeGreaterThanOrEqual(3);
            expect([proposer, confirmer]).not.toContain('wang');
            expect(confirmer).not.toBe(proposer);
            expect(confirmer).not.toBe(mine.delegatorId);
            for (const { facts: other } of now) {
              const together = mine.from <= (other.until ?? '9999') && other.from <= (mine.until ?? '9999');
              expect(together && mine.post !== other.post && mine.onAgencyId === other.onAgencyId).toBe(false);
            }
          }
        }
      }),
      { numRuns: 500 },
    );
    // Else nothing above was about anything.
    expect(held).toBeGreaterThan(500);
  });
});
