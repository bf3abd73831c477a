import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import { fenFromDigits, formatBasisPoints, formatYuan, type Stamped } from '@bofu/kernel';
import {
  agencyCodec,
  officeCodec,
  personCodec,
  programmeSetsCodec,
  rightsCodec,
  smallOfficeCodec,
  unitCodec,
} from './access-codec';
import {
  TIER_SUMMED_PER_LABEL,
  AGENCY_EVENT_LABEL,
  OFFICE_EVENT_LABEL,
  PERSON_EVENT_LABEL,
  POST_LABEL,
  PROGRAMME_SET_EVENT_LABEL,
  RIGHTS_EVENT_LABEL,
  SMALL_OFFICE_EVENT_LABEL,
  UNIT_EVENT_LABEL,
} from './access-labels';
import type { AgencyEvent } from './domain/agency';
import type { PersonEvent } from './domain/person';
import type { OfficeEvent } from './domain/office';
import type { ProgrammeSetEvent } from './domain/programme-sets';
import type { RightsEvent } from './domain/rights';
import type { SmallOfficeEvent } from './domain/small-office';
import type { UnitEvent } from './domain/unit';

function describeAgency({ type, data }: Stamped<AgencyEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: AGENCY_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'AgencyRegistered':
      return { ...said, businessDate: data.effectiveOn, details: [data.code, data.name] };
    case 'AgencyChanged':
      return { ...said, businessDate: data.effectiveOn, details: [data.code, data.name, data.reason] };
    case 'AgencySucceeded':
      return { ...said, businessDate: data.effectiveOn, details: [data.reason] };
    case 'ClearingWindowSet':
      return {
        ...said,
        details: [`${data.fiscalYear} 年`, data.until === null ? '不设' : `至 ${data.until}`, data.reason],
      };
    case 'CutOffSet': {
      const { fiscalYear, lastSubmissionOn, financeOn, reason } = data;
      const finance = financeOn === null ? null : `财政 ${financeOn}`;
      return { ...said, details: [`${fiscalYear} 年`, `最后提交日 ${lastSubmissionOn}`, finance, reason] };
    }
    case 'LargePaymentSet': {
      const { amountFen, effectiveOn, reason } = data;
      const from = amountFen === null ? '不设' : `${formatYuan(fenFromDigits(amountFen))} 元起`;
      return { ...said, businessDate: effectiveOn, details: [from, reason] };
    }
    case 'ApprovalTierSet': {
      const { amountFen, windowDays, summedPer, effectiveOn, reason } = data;
      const from = amountFen === null ? '不设' : `${formatYuan(fenFromDigits(amountFen))} 元起`;
      const summed = amountFen === null ? null : `${TIER_SUMMED_PER_LABEL[summedPer]} ${windowDays} 日累计`;
      return { ...said, businessDate: effectiveOn, details: [from, summed, reason] };
    }
    case 'PayeeRulesSet': {
      const { registeredOnly, newAccountDays, effectiveOn, reason } = data;
      const who = registeredOnly ? '只付登记的收款户' : '可付未登记的收款方';
      const fresh = `账户确认不满 ${newAccountDays} 日的须第二次审批`;
      return { ...said, businessDate: effectiveOn, details: [who, fresh, reason] };
    }
    case 'FundsArrivalsKept':
      return {
        ...said,
        businessDate: data.effectiveOn,
        details: [data.kept ? '自该日起登记' : '自该日起不再登记', data.reason],
      };
    case 'AppropriationFilesRequired':
      return {
        ...said,
        businessDate: data.effectiveOn,
        details: [data.required ? '自该日起须附文件' : '自该日起不再要求', data.reason],
      };
    case 'BackfillOpened':
      return { ...said, businessDate: data.openedOn, details: [data.reason] };
    case 'BackfillClosed':
      return { ...said, businessDate: data.closedOn };
    case 'PaidToleranceSet':
      return { ...said, businessDate: data.effectiveOn, details: [`${formatBasisPoints(data.share)}%`, data.reason] };
  }
}

function describeUnit({ type, data }: Stamped<UnitEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: UNIT_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'UnitRegistered':
      return { ...said, businessDate: data.openedOn, details: [data.code, data.name] };
    case 'UnitChanged':
      return { ...said, businessDate: data.effectiveOn, details: [data.code, data.name, data.reason] };
    case 'UnitClosed':
      return { ...said, businessDate: data.closedOn, details: [data.reason] };
  }
}

/** Names stand in these events alone: a list of events shows who is meant by the name borne now. */
const describePerson = ({ type, data }: Stamped<PersonEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: PERSON_EVENT_LABEL[type],
  by: data.by,
});

const describeOffice = ({ type, data }: Stamped<OfficeEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: OFFICE_EVENT_LABEL[type],
  by: data.by,
});

function describeProgrammeSets({ type, data }: Stamped<ProgrammeSetEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: PROGRAMME_SET_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'ProgrammeSetCreated':
      return { ...said, details: [data.name, `${data.programmeIds.length} 个项目`, data.reason] };
    case 'ProgrammeSetChanged':
    case 'ProgrammeSetChangeProposed':
      return { ...said, details: [`加入 ${data.added.length} 个，移出 ${data.removed.length} 个`, data.reason] };
    case 'ProgrammeSetChangeDeclined':
      return { ...said, details: [data.reason] };
    case 'ProgrammeSetGranted':
      return said;
  }
}

function describeSmallOffice({ type, data }: Stamped<SmallOfficeEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: SMALL_OFFICE_EVENT_LABEL[type], by: data.by, details: [data.reason] };
  switch (type) {
    case 'SmallOfficeDeclared':
      return { ...said, businessDate: data.from };
    case 'SmallOfficeEnded':
      return { ...said, businessDate: data.until };
    case 'SmallOfficeProposed':
    case 'SmallOfficeDeclined':
      return said;
  }
}

/** Whose right it is stands in the event by id alone, like everybody else. */
function describeRights({ type, data }: Stamped<RightsEvent>): EventDescription {
  const said = { ...NOTHING_SAID, label: RIGHTS_EVENT_LABEL[type], by: data.by };
  switch (type) {
    case 'GrantProposed':
      return { ...said, businessDate: data.from, details: [POST_LABEL[data.post], data.reason] };
    case 'AdministratorFounded':
      return { ...said, businessDate: data.from };
    case 'GrantConfirmed':
      return said;
    case 'GrantDeclined':
    case 'GrantRevoked':
      return { ...said, details: [data.reason] };
  }
}

/** What the event log says of agencies, units, people and their rights. */
export const accessEvents: readonly EventDescriber[] = [
  describing('agency', agencyCodec, describeAgency),
  describing('unit', unitCodec, describeUnit),
  describing('person', personCodec, describePerson),
  describing('office', officeCodec, describeOffice),
  describing('programmeSets', programmeSetsCodec, describeProgrammeSets),
  describing('smallOffice', smallOfficeCodec, describeSmallOffice),
  describing('rights', rightsCodec, describeRights),
];
