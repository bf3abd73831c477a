export {
  agencyAggregate,
  officeAggregate,
  personAggregate,
  programmeSetsAggregate,
  rightsAggregate,
  smallOfficeAggregate,
  unitAggregate,
} from './access-aggregates';
export {
  agencyCodec,
  officeCodec,
  personCodec,
  programmeSetsCodec,
  rightsCodec,
  smallOfficeCodec,
  unitCodec,
} from './access-codec';
export { accessEvents } from './access-events';
export { PERSON_KIND_LABEL, POST_LABEL } from './access-labels';
export { AccessModule } from './access.module';
export { accessRefusals } from './access-refusals';
export { ActOnSmallOffice } from './act-on-small-office';
export { agencyNamed, RegisteredActingPersons } from './acting-persons';
export { agencyView, viewAgency } from './agency.view';
export { ChangeAgency } from './change-agency';
export { ChangeUnit } from './change-unit';
export { claimForGood } from './claim-for-good';
export { CloseUnit } from './close-unit';
export { delegatorsIn } from './directory/delegators';
export {
  Directory,
  upToNow,
  type DirectoryAgency,
  type DirectoryGrant,
  type DirectoryPerson,
  type DirectoryUnit,
  type Right,
} from './directory/directory';
export { feedDirectory, type DirectoryFeed } from './directory/directory-feed';
export { DIRECTORY_STREAMS, RecordedDirectory } from './directory/recorded-directory';
export { payeeRulesOn, type Agency, type AgencyEvent, type AgencyFacts, type PayeeRules } from './domain/agency';
export { PERSON_KINDS, type PersonEvent, type PersonKind } from './domain/person';
export { type GrantFacts } from './domain/rights';
export { HUMAN_POSTS, incompatible, isAdministration, type HumanPost } from './domain/posts';
export type { AccessRefusals } from './domain/refusals';
export { shareProgrammes, type ProgrammeSets } from './domain/programme-sets';
export { smallOfficeBetween, type SmallOffice, type SmallOfficeSpan } from './domain/small-office';
export type { UnitEvent, UnitFacts } from './domain/unit';
export { administratorsInOffice, administratorsNeeded, FoundAdministrator } from './found-administrator';
export { actingService } from './founder';
export type { ProgrammesTouched } from './granted-programmes';
export { holdsStill } from './holds-still';
export { Installation } from './installation';
export { personView, viewPerson } from './person.view';
export { ProposeGrant } from './propose-grant';
export { RegisterAgency, type AgencyRegistration } from './register-agency';
export { RegisterPerson, type PersonRegistration } from './register-person';
export { RegisterUnit, type UnitRegistration } from './register-unit';
export { RenamePerson } from './rename-person';
export { agencyScopeOf, booksQuery, booksScopeQuery, SelectedBooks } from './selected-books';
export { CloseBackfill } from './close-backfill';
export { OpenBackfill } from './open-backfill';
export { SetApprovalTier } from './set-approval-tier';
export { SetClearingWindow } from './set-clearing-window';
export { SetCutOff } from './set-cut-off';
export { SetLargePayment } from './set-large-payment';
export { SetPayeeRules } from './set-payee-rules';
export { KeepFundsArrivals } from './keep-funds-arrivals';
export { RequireAppropriationFiles } from './require-appropriation-files';
export { SetPaidTolerance } from './set-paid-tolerance';
export { SetUpProgrammeSet } from './set-up-programme-set';
export { SettleGrant } from './settle-grant';
export { inSmallOffice } from './small-office-in-words';
export { SucceedAgency } from './succeed-agency';
export { unitView, viewUnit } from './unit.view';
