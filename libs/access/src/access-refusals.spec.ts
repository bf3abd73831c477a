import { day } from '../testing/access-examples';
import { accessRefusals } from './access-refusals';
import type { AccessRefusals } from './domain/refusals';

const facts: { readonly [Code in keyof AccessRefusals]: AccessRefusals[Code] } = {
  'agency-not-found': { agencyId: 'A' },
  'agency-registered': { agencyId: 'A' },
  'agency-code-taken': { code: '370', agencyId: 'A' },
  'agency-change-too-early': { effectiveOn: day('2009-12-31'), registeredOn: day('2010-01-01') },
  'agency-parent-unknown': { parentAgencyId: 'B' },
  'agency-parent-circular': { agencyId: 'A', parentAgencyId: 'B' },
  'agency-succeeded': { agencyId: 'A', succeededOn: day('2019-01-01') },
  'agency-successor-unknown': { successorAgencyId: 'B' },
  'clearing-window-outside-january': { fiscalYear: 2021, until: day('2022-02-01') },
  'cut-off-outside-year': { fiscalYear: 2021 },
  'cut-off-after-finance': { lastSubmissionOn: day('2021-12-28'), financeOn: day('2021-12-20') },
  'paid-tolerance-too-large': { share: 1_500, largest: 1_000 },
  'new-account-days-out-of-range': { newAccountDays: 367, longest: 366 },
  'tier-window-out-of-range': { windowDays: 0, longest: 366 },
  'backfill-open': { openedOn: day('2021-06-01') },
  'backfill-not-open': {},
  'single-person-mode-ended': { agencyId: 'A' },
  'unit-not-found': { unitId: 'U' },
  'unit-registered': { unitId: 'U' },
  'unit-code-taken': { code: '370001', unitId: 'U' },
  'unit-change-too-early': { effectiveOn: day('2009-12-31'), openedOn: day('2010-01-01') },
  'unit-closed': { unitId: 'U', closedOn: day('2022-01-01') },
  'person-not-found': { personId: 'P' },
  'person-registered': { personId: 'P' },
  'person-number-taken': { number: '0001', personId: 'P' },
  'person-name-taken': { name: '王经办', personId: 'P', number: '0001' },
  'grant-not-found': { grantId: 'G' },
  'grant-exists': { grantId: 'G' },
  'grant-settled': { grantId: 'G', situation: 'confirmed' },
  'grant-not-in-force': { grantId: 'G', situation: 'proposed' },
  'grant-needs-security-administrator': {},
  'grant-needs-second-person': { grantId: 'G' },
  'grant-to-oneself': {},
  'grant-ends-before-it-begins': { from: day('2022-01-02'), until: day('2022-01-01') },
  'grant-undated': { post: 'auditor' },
  'delegation-impossible': { post: 'security-administrator' },
  'delegator-without-post': { delegatorId: 'P', post: 'clerk' },
  'post-of-another-scope': { post: 'clerk' },
  'post-not-for-services': { post: 'approver' },
  'posts-incompatible': { held: 'clerk', asked: 'reviewer' },
  'administrators-enough': { inOffice: 2 },
  'programme-set-not-found': { programmeSetId: 's' },
  'programme-set-name-taken': { name: '养老' },
  'programme-set-not-for-post': { post: 'auditor' },
  'programme-set-of-oneself': {},
  'programme-set-change-waiting': {},
  'programme-set-change-not-proposed': {},
  'programme-set-needs-second-person': {},
  'programme-set-joins-posts': { personId: 'p', one: 'clerk', other: 'reviewer' },
  'programme-not-granted': { programmeIds: ['a', 'b'] },
  'small-office-needs-security-administrator': {},
  'small-office-needs-second-person': {},
  'small-office-proposed': {},
  'small-office-not-proposed': {},
  'small-office-in-force': {},
  'small-office-not-in-force': {},
  'small-office-still-needed': { administrators: 1, holdingSeveral: 2 },
  'rights-changed': {},
  'post-not-held': { post: 'clerk' },
  'agency-required': { registered: 2 },
  'agency-unknown': { agency: '999' },
  'person-unknown': { actor: '王经办' },
  'person-ambiguous': { name: '王经办', people: ['0001', '0002'] },
  'actor-needed': {},
};

describe('what access refuses', () => {
  it.each(Object.keys(accessRefusals) as (keyof AccessRefusals)[])('%s is said in a Chinese sentence', (code) => {
    const { title } = accessRefusals[code];
    const sentence = title(facts[code] as never);
    expect(sentence).toMatch(/\p{Script=Han}/u);
    expect(sentence).not.toMatch(/undefined|null|\[object/);
  });

  it('names the person and the 工号 when a name is asked back', () => {
    const { title } = accessRefusals['person-name-taken'];
    expect(title({ name: '王经办', personId: 'P', number: '0001' })).toBe(
      '已有一位“王经办”（工号 0001，人员 P）。如确为同名的另一人，请确认后再登记',
    );
    expect(title({ name: '王经办', personId: 'P', number: null })).toContain('无工号');
  });

  it('tells one who names no agency whether there is none or several', () => {
    const { title } = accessRefusals['agency-required'];
    expect(title({ registered: 0 })).toContain('尚未登记任何部门');
    expect(title({ registered: 3 })).toContain('3 个部门');
  });
});
