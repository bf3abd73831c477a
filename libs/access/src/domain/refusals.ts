import { refusalsOf, type BasisPoints, type BusinessDate, type Post } from '@bofu/kernel';

/** What may be refused about agencies, units and people, and about who acts. */
export interface AccessRefusals {
  'agency-not-found': { agencyId: string };
  'agency-registered': { agencyId: string };
  'agency-code-taken': { code: string; agencyId: string };
  'agency-change-too-early': { effectiveOn: BusinessDate; registeredOn: BusinessDate };
  'agency-parent-unknown': { parentAgencyId: string };
  'agency-parent-circular': { agencyId: string; parentAgencyId: string };
  'agency-succeeded': { agencyId: string; succeededOn: BusinessDate };
  'agency-successor-unknown': { successorAgencyId: string };
  'clearing-window-outside-january': { fiscalYear: number; until: BusinessDate };
  'cut-off-outside-year': { fiscalYear: number };
  'cut-off-after-finance': { lastSubmissionOn: BusinessDate; financeOn: BusinessDate };
  'paid-tolerance-too-large': { share: BasisPoints; largest: BasisPoints };
  'new-account-days-out-of-range': { newAccountDays: number; longest: number };
  'tier-window-out-of-range': { windowDays: number; longest: number };
  'backfill-open': { openedOn: BusinessDate };
  'backfill-not-open': object;
  'single-person-mode-ended': { agencyId: string };

  'unit-not-found': { unitId: string };
  'unit-registered': { unitId: string };
  'unit-code-taken': { code: string; unitId: string };
  'unit-change-too-early': { effectiveOn: BusinessDate; openedOn: BusinessDate };
  'unit-closed': { unitId: string; closedOn: BusinessDate };

  'person-not-found': { personId: string };
  'person-registered': { personId: string };
  'person-number-taken': { number: string; personId: string };
  'person-name-taken': { name: string; personId: string; number: string | null };

  // Rights. Who may grant is part of the rule, not only of the door.
  'grant-not-found': { grantId: string };
  'grant-exists': { grantId: string };
  'grant-settled': { grantId: string; situation: string };
  'grant-not-in-force': { grantId: string; situation: string };
  'grant-needs-security-administrator': object;
  'grant-needs-second-person': { grantId: string };
  'grant-to-oneself': object;
  'grant-ends-before-it-begins': { from: BusinessDate; until: BusinessDate };
  'grant-undated': { post: Post };
  'delegation-impossible': { post: Post };
  'delegator-without-post': { delegatorId: string; post: Post };
  'post-of-another-scope': { post: Post };
  'post-not-for-services': { post: Post };
  'posts-incompatible': { held: Post; asked: Post };
  'administrators-enough': { inOffice: number };
  'rights-changed': object;

  'programme-set-not-found': { programmeSetId: string };
  'programme-set-name-taken': { name: string };
  'programme-set-not-for-post': { post: Post };
  'programme-set-of-oneself': object;
  'programme-set-change-waiting': object;
  'programme-set-change-not-proposed': object;
  'programme-set-needs-second-person': object;
  'programme-set-joins-posts': { personId: string; one: Post; other: Post };
  'programme-not-granted': { programmeIds: readonly string[] };

  'small-office-needs-security-administrator': object;
  'small-office-needs-second-person': object;
  'small-office-proposed': object;
  'small-office-not-proposed': object;
  'small-office-in-force': object;
  'small-office-not-in-force': object;
  'small-office-still-needed': { administrators: number; holdingSeveral: number };

  'post-not-held': { post: Post | null };

  // The envelope of a command: whose books, and who acts.
  'agency-required': { registered: number };
  'agency-unknown': { agency: string };
  'person-unknown': { actor: string };
  'person-ambiguous': { name: string; people: readonly string[] };
  'actor-needed': object;
}

export const refuse: <Code extends keyof AccessRefusals>(code: Code, facts: AccessRefusals[Code]) => never =
  refusalsOf<AccessRefusals>();
