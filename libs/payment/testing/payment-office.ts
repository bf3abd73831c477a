import { randomUUID } from 'node:crypto';
import { RecordedDirectory, type Directory } from '@bofu/access';
import { appropriationAggregate, NO_ELEMENTS, programmeAggregate } from '@bofu/budget';
import { runDecision, type CommandContext, type EventStore, type RecordedEvent } from '@bofu/event-store';
import { dateOf, parseYuan, Refusal, type BusinessDate } from '@bofu/kernel';
import { recordStep, type StepInput } from '../src/record-step';
import { SubmitPayment, SubmitPaymentHandler, type Submission } from '../src/submit-payment';
import { disburse, submit, type Command } from './payment-examples';

type Lines = Parameters<typeof submit>[0];

/** An agency whose programmes and appropriations are named by their ids, on any store, under the real commands. */
export function paymentOffice(
  store: EventStore,
  settings: Partial<Pick<Directory, 'clearingUntil' | 'largePaymentFen'>> = {},
  agencyId = 'agency-1',
  /** Said to whatever is asked back: examples are alike on purpose. */
  confirmation: string | null = '例子相同',
  /** Examples are of a year that is over. */
  lateReason: string | null = '例子在以前',
) {
  const directory: Directory = Object.assign(new RecordedDirectory(), settings);
  const confirmed = <Asked extends { readonly confirmation?: string | null; readonly lateReason?: string | null }>(
    asked: Asked,
  ): Asked => ({
    ...asked,
    confirmation: asked.confirmation ?? confirmation,
    lateReason: asked.lateReason ?? lateReason,
  });
  const entered = (input: StepInput): StepInput => {
    if ('digest' in input) return input;
    if (input.type === 'hand-over-payment') return input;
    if (input.type === 'agree-to-withdrawal' || input.type === 'decline-withdrawal') return input;
    if (input.type === 'confirm-correction' || input.type === 'decline-correction') return input;
    return input.type === 'pay-payment' ? confirmed(input) : { lateReason, ...input };
  };
  const context = (commandId: string = randomUUID()): CommandContext => ({
    commandId,
    agencyId,
    by: { personId: 'clerk', post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' },
    recordedAt: '2023-06-01T09:00:00.000+08:00',
    // Sixty-four at once on a busy machine all come to their turn: what is asked is who wins, not how fast.
    patienceMs: 60_000,
  });
  const submitted = async (command: Entered, at = context()): Promise<string> => {
    const { paymentId } = await new SubmitPaymentHandler(store, directory).execute(
      new SubmitPayment(at, confirmed(asEntered(command))),
    );
    return paymentId;
  };

  return {
    context,
    registerProgramme: async (programmeId: string, groups: readonly string[] = []) => {
      const aggregate = programmeAggregate(programmeId);
      const effectiveOn = dateOf(2021, 1, 1);
      const register = { type: 'register-programme', code: programmeId, name: `项目${programmeId}` } as const;
      await runDecision(store, context(), aggregate, { ...register, effectiveOn, sources: [] });
      for (const groupId of groups)
        await runDecision(store, context(), aggregate, {
          ...{ type: 'define-programme-group', groupId, name: groupId, effectiveOn },
        });
    },
    endProgramme: (programmeId: string, endsOn: BusinessDate) =>
      runDecision(store, context(), programmeAggregate(programmeId), {
        ...{ type: 'end-programme', endsOn, reason: '政策到期' },
      }),
    issue: (appropriationId: string, amount: string, programmeId = 'pension', fiscalYear = 2021) =>
      runDecision(store, context(), appropriationAggregate(appropriationId), {
        type: 'issue-appropriation',
        programmeId,
        programmeCode: programmeId,
        programmeName: `项目${programmeId}`,
        fiscalYear,
        formedIn: fiscalYear,
        issuedAs: 'regular',
        batch: 1,
        unitCode: '356001',
        unitName: '局本级',
        fundingLevel: 'district',
        fundingLevelBasis: 'stated',
        budgetType: 'general-public',
        documentNumber: null,
        documentDate: null,
        elements: NO_ELEMENTS,
        amountFen: parseYuan(amount),
        effectiveOn: dateOf(fiscalYear, 1, 1),
        sources: [],
      }),
    supplement: (appropriationId: string, amount: string) =>
      runDecision(store, context(), appropriationAggregate(appropriationId), {
        ...{ type: 'supplement-appropriation', amountFen: parseYuan(amount), effectiveOn: dateOf(2021, 2, 1) },
        ...{ documentNumber: null, documentDate: null, reason: '追加', sources: [] },
      }),
    run: (lines: Lines, { reissueOf = null, ...change }: Partial<Entered> = {}, at?: CommandContext) =>
      submitted({ ...submit(lines, change), reissueOf }, at),
    disburse: (lines: Lines, change: Partial<Command<'submit-payment'>> = {}, at?: CommandContext) =>
      submitted(disburse(lines, change), at),
    step: (paymentId: string, input: StepInput, at = context()) =>
      recordStep(store, directory, at, paymentId, entered(input)),
    recorded: async (): Promise<RecordedEvent[]> => {
      const events: RecordedEvent[] = [];
      for await (const batch of store.readAll()) events.push(...batch.events);
      return events;
    },
    standing: async (appropriationId: string) => {
      const { events } = await store.readStream(appropriationAggregate(appropriationId).stream);
      const { decider, codec } = appropriationAggregate(appropriationId);
      let state = decider.initial;
      for (const event of events) {
        const decoded = codec.decode(event);
        state = decider.evolve(state, decoded, decoded.data.by);
      }
      if (state.situation === 'not-issued') throw new Error(`${appropriationId} is not issued`);
      const { committedFen, settledFen } = state.money.sums;
      return { committed: Number(committedFen) / 100, settled: Number(settledFen) / 100 };
    },
  };
}

/** A clerk does not say whose programme an appropriation is; the books know. */
/** What a submission draws on is for the books to say. */
type Entered = Omit<Command<'submit-payment'>, 'reissueOf'> & Pick<Submission, 'reissueOf'>;

const asEntered = ({ type: _, lines, ...rest }: Entered): Submission => ({
  ...rest,
  lines: lines.map(({ programmeId: __, ...line }) => line),
});

/** The code an act is refused with; `null` where it goes through. */
export const codeOf = (act: Promise<unknown>): Promise<string | null> =>
  act.then(
    () => null,
    (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error as Error)),
  );
