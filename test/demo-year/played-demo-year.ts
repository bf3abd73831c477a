import {
  feedDirectory,
  KeepFundsArrivals,
  RecordedDirectory,
  RegisterAgency,
  RegisterPerson,
  RegisterUnit,
  SetCutOff,
  type Directory,
  type Installation,
} from '@bofu/access';
import type { Office } from '@bofu/api';
import {
  appropriationCodec,
  CorrectFundsArrival,
  EndProgramme,
  FreezeAppropriation,
  ImportProgrammes,
  RecordFundsArrival,
  DeclarePerformanceMeasures,
  RecordPerformanceActuals,
  RenameProgramme,
  SetPaymentStandard,
  SupplementAppropriation,
  TransferVirement,
  TransferVirementHandler,
  UnfreezeAppropriation,
} from '@bofu/budget';
import {
  EnableAlertWatch,
  EnableAlertWatchHandler,
  EvaluateAlertsHandler,
  evaluationMemoryOf,
  HandleAlert,
  HandleAlertHandler,
  type EvaluateAlerts,
} from '@bofu/alerts';
import { publishedCalendar, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { DisposeOfBalance, DisposeOfBalanceHandler } from '@bofu/closing';
import { openEventStore, type EventStore, type RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import * as payment from '@bofu/payment';
import { KeepFundsArrivalsHandler } from '../../libs/access/src/keep-funds-arrivals';
import { RegisterAgencyHandler } from '../../libs/access/src/register-agency';
import { RegisterPersonHandler } from '../../libs/access/src/register-person';
import { RegisterUnitHandler } from '../../libs/access/src/register-unit';
import { SetCutOffHandler } from '../../libs/access/src/set-cut-off';
import { ApprovePaymentHandler } from '../../libs/payment/src/approve-payment';
import { HandOverPaymentHandler } from '../../libs/payment/src/hand-over-payment';
import { ReviewPaymentHandler } from '../../libs/payment/src/review-payment';
import { CorrectFundsArrivalHandler } from '../../libs/budget/src/correct-funds-arrival';
import { EndProgrammeHandler } from '../../libs/budget/src/end-programme';
import { FreezeAppropriationHandler } from '../../libs/budget/src/freeze-appropriation';
import { ImportProgrammesHandler } from '../../libs/budget/src/import-programmes/import-programmes.command';
import { RecordFundsArrivalHandler } from '../../libs/budget/src/record-funds-arrival';
import { DeclarePerformanceMeasuresHandler } from '../../libs/budget/src/declare-performance-measures';
import { RecordPerformanceActualsHandler } from '../../libs/budget/src/record-performance-actuals';
import { RenameProgrammeHandler } from '../../libs/budget/src/rename-programme';
import { SetPaymentStandardHandler } from '../../libs/budget/src/set-payment-standard';
import { SupplementAppropriationHandler } from '../../libs/budget/src/supplement-appropriation';
import { UnfreezeAppropriationHandler } from '../../libs/budget/src/unfreeze-appropriation';
import { NO_FILES } from '../../libs/budget/testing/no-files';
import { loadCalendar, registerBureau, type DemoBureau } from '../../apps/cli/src/demo/demo-bureau';
import { DEMO_YEARS, type DemoYear as YearOfActs } from '../../apps/cli/src/demo/demo-years';
import { evaluateEachMorning } from '../../apps/cli/src/demo/evaluate-each-morning';
import { importBudget, programmesIn } from '../../apps/cli/src/demo/import-budget';
import { playYear, type DemoBooks } from '../../apps/cli/src/demo/play-year';
import { demoYear } from '../../apps/cli/src/demo/year-2021';

export interface DemoYear extends DemoBooks {
  readonly store: EventStore;
  readonly directory: Directory;
  readonly events: readonly RecordedEvent[];
}

interface Options {
  /** Default: one in memory. */
  readonly store?: EventStore;
  /** What happens before work of a morning. */
  readonly onMorning?: (store: EventStore, bureau: DemoBureau) => (date: BusinessDate) => Promise<void>;
  /** Default: 2021 alone, with nothing left over for the year after. */
  readonly years?: readonly YearOfActs[];
}

const ONE_YEAR: readonly YearOfActs[] = [{ ...DEMO_YEARS[0], acts: demoYear }];

/** The demo year played through the real command handlers: a second or two in memory, and no database. */
export async function playedDemoYear({ store: given, onMorning, years = ONE_YEAR }: Options = {}): Promise<DemoYear> {
  const store = given ?? (await openEventStore({ kind: 'memory' }));
  const directory = new RecordedDirectory();
  const feed = feedDirectory(store, directory, (error) => {
    throw error;
  });
  await feed.ready;
  try {
    const commands = commandsOn(store, directory);
    const bureau = await registerBureau({ commands }, 2021);
    const books: DemoBooks[] = [];
    for (const { year, acts, lastMorning } of years) {
      await loadCalendar({ commands }, bureau, year);
      const { programmes } = await importBudget({ commands }, bureau, year);
      const issued = (await eventsOf(store)).filter(appropriationCodec.knows).flatMap((recorded) => {
        const { type, data } = appropriationCodec.decode(recorded);
        return type === 'AppropriationIssued' && data.fiscalYear === year ? [data] : [];
      });
      const last = books.at(-1);
      const ofYear: DemoBooks = { bureau, ...programmesIn(issued, programmes), ...(last && { before: last }) };
      books.push(ofYear);
      const played = acts(publishedCalendar(year));
      await playYear({ commands, store }, played, ofYear, () => undefined, onMorning?.(store, bureau), lastMorning);
    }
    return { store, directory, events: await eventsOf(store), ...books[0]! };
  } finally {
    await feed.stop();
  }
}

/** The rules at work every morning, without an office around them. */
export function judgedEachMorning(store: EventStore, bureau: DemoBureau): (date: BusinessDate) => Promise<void> {
  const evaluations = new EvaluateAlertsHandler(store, evaluationMemoryOf(store));
  const watches = new EnableAlertWatchHandler(store);
  const execute = (command: EvaluateAlerts | EnableAlertWatch) =>
    command instanceof EnableAlertWatch ? watches.execute(command) : evaluations.execute(command);
  return evaluateEachMorning({ commands: { execute } } as unknown as Office, bureau);
}

type Handlers = ReadonlyMap<unknown, { execute(command: never): Promise<unknown> }>;

function commandsOn(store: EventStore, directory: Directory): Office['commands'] {
  const installation: Installation = { rootAgencyId: 'root' };
  const handlers: Handlers = new Map<unknown, { execute(command: never): Promise<unknown> }>([
    [RegisterAgency, new RegisterAgencyHandler(store, directory, installation)],
    [RegisterPerson, new RegisterPersonHandler(store, directory)],
    [RegisterUnit, new RegisterUnitHandler(store)],
    [SetCalendarYear, new SetCalendarYearHandler(store)],
    [ImportProgrammes, new ImportProgrammesHandler(store)],
    [SupplementAppropriation, new SupplementAppropriationHandler(store, directory, NO_FILES)],
    [FreezeAppropriation, new FreezeAppropriationHandler(store)],
    [UnfreezeAppropriation, new UnfreezeAppropriationHandler(store)],
    [TransferVirement, new TransferVirementHandler(store, directory, NO_FILES)],
    [RenameProgramme, new RenameProgrammeHandler(store)],
    [SetPaymentStandard, new SetPaymentStandardHandler(store)],
    [EndProgramme, new EndProgrammeHandler(store)],
    [KeepFundsArrivals, new KeepFundsArrivalsHandler(store, directory)],
    [RecordFundsArrival, new RecordFundsArrivalHandler(store)],
    [CorrectFundsArrival, new CorrectFundsArrivalHandler(store)],
    [DeclarePerformanceMeasures, new DeclarePerformanceMeasuresHandler(store)],
    [RecordPerformanceActuals, new RecordPerformanceActualsHandler(store)],
    [HandleAlert, new HandleAlertHandler(store)],
    [payment.DefinePayoutScheme, new payment.DefinePayoutSchemeHandler(store)],
    [payment.RevisePayoutScheme, new payment.RevisePayoutSchemeHandler(store)],
    [payment.VoidPayment, new payment.VoidPaymentHandler(store, directory)],
    [payment.VoidPaymentsInTransit, { execute: (command: payment.VoidPaymentsInTransit) => voidAll(command) }],
    [DisposeOfBalance, new DisposeOfBalanceHandler(store)],
    [SetCutOff, new SetCutOffHandler(store, directory)],
    [payment.ReviewPayment, new ReviewPaymentHandler(store, directory)],
    [payment.ApprovePayment, new ApprovePaymentHandler(store, directory)],
    [payment.HandOverPayment, new HandOverPaymentHandler(store, directory)],
    [payment.SubmitPayment, new payment.SubmitPaymentHandler(store, directory)],
    [payment.PayPayment, new payment.PayPaymentHandler(store, directory)],
    [payment.SendBackPayment, new payment.SendBackPaymentHandler(store, directory)],
    [payment.ReversePayment, new payment.ReversePaymentHandler(store, directory)],
    [payment.ReclassifyPayment, new payment.ReclassifyPaymentHandler(store, directory)],
    [payment.RecordPaymentReturn, new payment.RecordPaymentReturnHandler(store, directory)],
  ]);
  const execute = (command: object): Promise<unknown> => {
    const handler = handlers.get(command.constructor);
    if (handler === undefined) throw new Error(`nobody handles ${command.constructor.name}`);
    return handler.execute(command as never);
  };
  // Nothing is behind that could be waited for, and whoever asks what is in transit is told from the events.
  const voidAll = (command: payment.VoidPaymentsInTransit): Promise<unknown> =>
    new payment.VoidPaymentsInTransitHandler(
      { execute } as never,
      { execute: () => inTransit(store) } as never,
      store,
      { waitFor: () => Promise.resolve() } as never,
    ).execute(command);
  return { execute } as unknown as Office['commands'];
}

async function inTransit(store: EventStore): Promise<string[]> {
  const ids = new Set<string>();
  for (const recorded of (await eventsOf(store)).filter(payment.paymentCodec.knows)) {
    const { type, data } = payment.paymentCodec.decode(recorded);
    if (type === 'PaymentSubmitted') ids.add(data.paymentId);
    else ids.delete(data.paymentId);
  }
  return [...ids];
}

async function eventsOf(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  return events;
}
