import { randomUUID } from 'node:crypto';
import { parseYuan, type By } from '@bofu/kernel';
import { openEventStore, type CommandContext, type EventStore } from '@bofu/event-store';
import { RegisteredActingPersons } from '../src/acting-persons';
import { ChangeAgency, ChangeAgencyHandler } from '../src/change-agency';
import { ChangeUnit, ChangeUnitHandler } from '../src/change-unit';
import { CloseUnit, CloseUnitHandler } from '../src/close-unit';
import { upToNow } from '../src/directory/directory';
import { feedDirectory } from '../src/directory/directory-feed';
import { RecordedDirectory } from '../src/directory/recorded-directory';
import type { AgencyFacts } from '../src/domain/agency';
import type { PersonKind } from '../src/domain/person';
import type { UnitFacts } from '../src/domain/unit';
import type { Installation } from '../src/installation';
import { RegisterAgency, RegisterAgencyHandler } from '../src/register-agency';
import { RegisterPerson, RegisterPersonHandler } from '../src/register-person';
import { RegisterUnit, RegisterUnitHandler } from '../src/register-unit';
import { RenamePerson, RenamePersonHandler } from '../src/rename-person';
import { CloseBackfill, CloseBackfillHandler } from '../src/close-backfill';
import { OpenBackfill, OpenBackfillHandler } from '../src/open-backfill';
import { SetApprovalTier, SetApprovalTierHandler } from '../src/set-approval-tier';
import { SetLargePayment, SetLargePaymentHandler } from '../src/set-large-payment';
import { SetPaidTolerance, SetPaidToleranceHandler } from '../src/set-paid-tolerance';
import { SetClearingWindow, SetClearingWindowHandler } from '../src/set-clearing-window';
import { SucceedAgency, SucceedAgencyHandler } from '../src/succeed-agency';
import { bureauItself, county, day } from './access-examples';

export const ROOT = 'root-agency';
export const SOMEBODY_HERE: By = {
  personId: 'somebody',
  post: 'clerk',
  delegationId: null,
  channel: 'service',
  mode: 'single-person',
};

export const acting = (agencyId: string, more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: randomUUID(),
  agencyId,
  by: SOMEBODY_HERE,
  recordedAt: '2021-03-01T09:00:00.000+08:00',
  // On a busy machine too all of a crowd come to their turn.
  patienceMs: 60_000,
  ...more,
});

/** What an application does with agencies, units and people, without the application. */
export async function openAccess(store?: EventStore) {
  const events = store ?? (await openEventStore({ kind: 'memory' }));
  const directory = new RecordedDirectory();
  const failures: unknown[] = [];
  const feed = feedDirectory(events, directory, (error) => failures.push(error));
  await feed.ready;
  const installation: Installation = { rootAgencyId: ROOT };

  const registerAgency = new RegisterAgencyHandler(events, directory, installation);
  const changeAgency = new ChangeAgencyHandler(events, directory, installation);
  const registerUnit = new RegisterUnitHandler(events);
  const changeUnit = new ChangeUnitHandler(events);
  const registerPerson = new RegisterPersonHandler(events, directory);

  return {
    store: events,
    directory,
    installation,
    failures,
    persons: new RegisteredActingPersons(events, directory, installation, async () => []),
    upToNow: () => upToNow(directory, events),
    close: () => feed.stop(),

    registerAgency: (facts: Partial<AgencyFacts> = {}, context = acting(ROOT), byFounder = false) =>
      registerAgency.execute(new RegisterAgency(context, { ...county, ...facts }, byFounder)),
    changeAgency: (agencyId: string, facts: Partial<AgencyFacts>, context = acting(agencyId)) =>
      changeAgency.execute(new ChangeAgency(context, agencyId, { ...county, ...facts, reason: '撤县设区' })),
    succeedAgency: (agencyId: string, successorAgencyIds: string[], effectiveOn: string) =>
      new SucceedAgencyHandler(events, directory).execute(
        new SucceedAgency(acting(agencyId), agencyId, {
          successorAgencyIds,
          effectiveOn: day(effectiveOn),
          reason: '机构改革',
        }),
      ),
    setClearingWindow: (agencyId: string, fiscalYear: number, until: string | null) =>
      new SetClearingWindowHandler(events, directory).execute(
        new SetClearingWindow(acting(agencyId), agencyId, {
          fiscalYear,
          until: until === null ? null : day(until),
          reason: '上级清算安排',
        }),
      ),
    setPaidTolerance: (agencyId: string, share: number, effectiveOn: string) =>
      new SetPaidToleranceHandler(events, directory).execute(
        new SetPaidTolerance(acting(agencyId), agencyId, { share, effectiveOn: day(effectiveOn), reason: '内控要求' }),
      ),
    setLargePayment: (agencyId: string, amount: string | null, effectiveOn: string) =>
      new SetLargePaymentHandler(events, directory).execute(
        new SetLargePayment(acting(agencyId), agencyId, {
          amountFen: amount === null ? null : parseYuan(amount),
          effectiveOn: day(effectiveOn),
          reason: '内控要求',
        }),
      ),
    setApprovalTier: (agencyId: string, amount: string | null, windowDays: number, effectiveOn: string) =>
      new SetApprovalTierHandler(events, directory).execute(
        new SetApprovalTier(acting(agencyId), agencyId, {
          amountFen: amount === null ? null : parseYuan(amount),
          ...{ windowDays, summedPer: 'both', effectiveOn: day(effectiveOn), reason: '内控要求' },
        }),
      ),
    openBackfill: (agencyId: string) =>
      new OpenBackfillHandler(events, directory).execute(new OpenBackfill(acting(agencyId), agencyId, '6 月启用')),
    closeBackfill: (agencyId: string) =>
      new CloseBackfillHandler(events, directory).execute(new CloseBackfill(acting(agencyId), agencyId)),
    registerUnit: (agencyId: string, facts: Partial<UnitFacts> = {}, context = acting(agencyId)) =>
      registerUnit.execute(new RegisterUnit(context, { ...bureauItself, openedOn: day('2018-01-01'), ...facts })),
    changeUnit: (agencyId: string, unitId: string, facts: Partial<UnitFacts>, effectiveOn: string) =>
      changeUnit.execute(
        new ChangeUnit(acting(agencyId), unitId, {
          ...bureauItself,
          ...facts,
          effectiveOn: day(effectiveOn),
          reason: '机构改革',
        }),
      ),
    closeUnit: (agencyId: string, unitId: string, closedOn: string) =>
      new CloseUnitHandler(events).execute(
        new CloseUnit(acting(agencyId), unitId, { closedOn: day(closedOn), reason: '机构改革' }),
      ),
    registerPerson: (
      agencyId: string,
      person: { name?: string; number?: string | null; kind?: PersonKind; confirmed?: boolean; byFounder?: boolean },
      context = acting(agencyId),
    ) => {
      const { name = '王经办', number = null, kind = 'person', confirmed = false, byFounder = false } = person;
      return registerPerson.execute(new RegisterPerson(context, { name, number, kind }, confirmed, byFounder));
    },
    renamePerson: (agencyId: string, personId: string, name: string, confirmed = false) =>
      new RenamePersonHandler(events, directory).execute(new RenamePerson(acting(agencyId), personId, name, confirmed)),
  };
}

export type Access = Awaited<ReturnType<typeof openAccess>>;
