import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { TIER_SUMMED_PER, type AgencyEvent } from './domain/agency';
import type { OfficeEvent } from './domain/office';
import { PERSON_KINDS, type PersonEvent } from './domain/person';
import { HUMAN_POSTS } from './domain/posts';
import type { ProgrammeSetEvent } from './domain/programme-sets';
import type { RightsEvent } from './domain/rights';
import type { SmallOfficeEvent } from './domain/small-office';
import type { UnitEvent } from './domain/unit';

const { count, dataOf, date, digits, text } = eventData;

const agencyFacts = {
  code: text,
  name: text,
  regionCode: text,
  regionName: text,
  parentAgencyId: text.nullable(),
  effectiveOn: date,
};

export const agencyCodec = codecOf<AgencyEvent>({
  AgencyRegistered: { parse: dataOf(agencyFacts) },
  AgencyChanged: { parse: dataOf({ ...agencyFacts, reason: text }) },
  AgencySucceeded: { parse: dataOf({ successorAgencyIds: z.array(text), effectiveOn: date, reason: text }) },
  CutOffSet: {
    parse: dataOf({ fiscalYear: count, lastSubmissionOn: date, financeOn: date.nullable(), reason: text }),
  },
  ClearingWindowSet: { parse: dataOf({ fiscalYear: count, until: date.nullable(), reason: text }) },
  ApprovalTierSet: {
    parse: dataOf({
      amountFen: digits.nullable(),
      windowDays: count,
      summedPer: z.enum(TIER_SUMMED_PER),
      effectiveOn: date,
      reason: text,
    }),
  },
  PayeeRulesSet: {
    parse: dataOf({ registeredOnly: z.boolean(), newAccountDays: count, effectiveOn: date, reason: text }),
  },
  LargePaymentSet: { parse: dataOf({ amountFen: digits.nullable(), effectiveOn: date, reason: text }) },
  BackfillOpened: { parse: dataOf({ openedOn: date, reason: text }) },
  BackfillClosed: { parse: dataOf({ closedOn: date }) },
  FundsArrivalsKept: { parse: dataOf({ kept: z.boolean(), effectiveOn: date, reason: text }) },
  AppropriationFilesRequired: { parse: dataOf({ required: z.boolean(), effectiveOn: date, reason: text }) },
  PaidToleranceSet: { parse: dataOf({ share: count, effectiveOn: date, reason: text }) },
});

export const officeCodec = codecOf<OfficeEvent>({ SinglePersonModeEnded: { parse: dataOf({}) } });

const ofSet = { programmeSetId: text };

export const programmeSetsCodec = codecOf<ProgrammeSetEvent>({
  ProgrammeSetCreated: { parse: dataOf({ ...ofSet, name: text, programmeIds: z.array(text), reason: text }) },
  ProgrammeSetChanged: { parse: dataOf({ ...ofSet, added: z.array(text), removed: z.array(text), reason: text }) },
  ProgrammeSetChangeProposed: {
    parse: dataOf({ ...ofSet, added: z.array(text), removed: z.array(text), reason: text }),
  },
  ProgrammeSetChangeDeclined: { parse: dataOf({ ...ofSet, reason: text }) },
  ProgrammeSetGranted: { parse: dataOf({ ...ofSet, personId: text }) },
});

export const smallOfficeCodec = codecOf<SmallOfficeEvent>({
  SmallOfficeProposed: { parse: dataOf({ reason: text }) },
  SmallOfficeDeclared: { parse: dataOf({ from: date, proposedBy: text, reason: text }) },
  SmallOfficeDeclined: { parse: dataOf({ reason: text }) },
  SmallOfficeEnded: { parse: dataOf({ until: date, reason: text }) },
});

const named = { personId: text, grantId: text };

export const rightsCodec = codecOf<RightsEvent>({
  GrantProposed: {
    parse: dataOf({
      ...named,
      post: z.enum(HUMAN_POSTS),
      onAgencyId: text.nullable(),
      programmeSetId: text.nullable(),
      from: date,
      until: date.nullable(),
      delegatorId: text.nullable(),
      reason: text,
    }),
  },
  GrantConfirmed: { parse: dataOf(named) },
  GrantDeclined: { parse: dataOf({ ...named, reason: text }) },
  GrantRevoked: { parse: dataOf({ ...named, reason: text }) },
  AdministratorFounded: { parse: dataOf({ ...named, from: date, link: text }) },
});

const unitFacts = { unitId: text, code: text, name: text, nature: text, fundingForm: text };

export const unitCodec = codecOf<UnitEvent>({
  UnitRegistered: { parse: dataOf({ ...unitFacts, openedOn: date }) },
  UnitChanged: { parse: dataOf({ ...unitFacts, effectiveOn: date, reason: text }) },
  UnitClosed: { parse: dataOf({ unitId: text, closedOn: date, reason: text }) },
});

export const personCodec = codecOf<PersonEvent>({
  PersonRegistered: {
    parse: dataOf({ personId: text, name: text, number: text.nullable(), kind: z.enum(PERSON_KINDS) }),
  },
  PersonRenamed: { parse: dataOf({ personId: text, name: text }) },
});
