import { RecordedDirectory, type Directory } from '@bofu/access';
import { agencyAggregate } from '../../access/src/access-aggregates';
import { appropriationAggregate, NO_ELEMENTS, programmeAggregate } from '@bofu/budget';
import { derivedId, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { dateOf, fenToDigits, parseBusinessDate, parsePeriod, parseYuan, type PaymentStandard } from '@bofu/kernel';
import { PayPayment, PayPaymentHandler, SubmitPayment, SubmitPaymentHandler, type Submission } from '@bofu/payment';
import { SOMEBODY } from '@bofu/testing';

/** Acts on an agency's books under the real commands, with ids that come out the same in every store. */
export function bureauOf(store: EventStore, agencyId: string) {
  let acts = 0;
  /** Recorded on the morning of a day; facts are recorded when they happen. */
  const context = (recordedOn = '2021-01-04'): CommandContext => {
    acts += 1;
    return {
      commandId: derivedId('small-years', agencyId, String(acts)),
      agencyId,
      by: SOMEBODY,
      recordedAt: `${recordedOn}T09:00:00.000+08:00`,
    };
  };
  const on = parseBusinessDate;
  /** Ids as a test reads them, one agency's own. */
  const own = (id: string): string => `${agencyId}-${id}`;

  return {
    context,
    own,
    register: async (programme: string, groups: readonly string[] = []) => {
      const aggregate = programmeAggregate(own(programme));
      const from = { effectiveOn: dateOf(2021, 1, 1) };
      const named = { code: programme, name: `项目${programme}`, sources: [] };
      await runDecision(store, context(), aggregate, { type: 'register-programme', ...named, ...from });
      for (const groupId of groups)
        await runDecision(store, context(), aggregate, {
          ...{ type: 'define-programme-group', groupId, name: groupId, ...from },
        });
    },
    standard: (
      programme: string,
      change: Partial<PaymentStandard>,
      effectiveOn: string,
      groupId: string | null = null,
    ) =>
      runDecision(store, context(), programmeAggregate(own(programme)), {
        type: 'set-payment-standard',
        groupId,
        effectiveOn: on(effectiveOn),
        rates: [{ label: '标准', amountFen: fenToDigits(parseYuan('10.00')), per: 'month' }],
        headcount: 10,
        cashFlow: 'monthly',
        deadline: { kind: 'monthly', day: 25, printed: '每月25日前' },
        recordedOn: on(effectiveOn),
        arrearsDueOn: null,
        sources: [],
        ...change,
      }),
    end: (programme: string, endsOn: string) =>
      runDecision(store, context(), programmeAggregate(own(programme)), {
        ...{ type: 'end-programme', endsOn: on(endsOn), reason: '政策到期' },
      }),
    entitle: (programme: string, period: string, heads: number, yuan: string) =>
      runDecision(store, context(), programmeAggregate(own(programme)), {
        ...{ type: 'state-entitlement', groupId: null, period: parsePeriod(period), heads, amountFen: parseYuan(yuan) },
        ...{ reason: '死亡减员', recordedOn: on('2021-01-04') },
      }),
    tolerate: async (share: number, effectiveOn: string) => {
      const agency = agencyAggregate(agencyId);
      const facts = {
        code: agencyId,
        name: agencyId,
        regionCode: '130607',
        regionName: '满城区',
        parentAgencyId: null,
      };
      await runDecision(store, context(), agency, {
        type: 'register-agency',
        ...facts,
        effectiveOn: dateOf(2021, 1, 1),
      });
      await runDecision(store, context(), agency, {
        ...{ type: 'set-paid-tolerance', share, effectiveOn: on(effectiveOn), reason: '小额差异' },
      });
    },
    issue: (id: string, programme: string, yuan: string, effectiveOn: string, batch = 1) =>
      runDecision(store, context(), appropriationAggregate(own(id)), {
        type: 'issue-appropriation',
        programmeId: own(programme),
        programmeCode: programme,
        programmeName: `项目${programme}`,
        fiscalYear: Number(effectiveOn.slice(0, 4)),
        formedIn: Number(effectiveOn.slice(0, 4)),
        issuedAs: 'regular',
        batch,
        unitCode: '356001',
        unitName: '本级',
        fundingLevel: 'district',
        fundingLevelBasis: 'stated',
        budgetType: 'general-public',
        documentNumber: null,
        documentDate: null,
        elements: NO_ELEMENTS,
        amountFen: parseYuan(yuan),
        effectiveOn: on(effectiveOn),
        sources: [],
      }),
    plan: (id: string, effectiveOn: string, share: number) =>
      runDecision(store, context(), appropriationAggregate(own(id)), {
        type: 'adopt-spending-plan',
        effectiveOn: on(effectiveOn),
        checkpoints: [
          { on: dateOf(Number(effectiveOn.slice(0, 4)), 6, 30), cumulativeShare: share },
          { on: dateOf(Number(effectiveOn.slice(0, 4)), 12, 31), cumulativeShare: 10_000 },
        ],
        sources: [],
      }),
    submit: async (
      lines: Submission['lines'],
      submittedOn: string,
      change: Partial<Submission> = {},
    ): Promise<string> => {
      const { paymentId } = await new SubmitPaymentHandler(store, new RecordedDirectory()).execute(
        new SubmitPayment(context(submittedOn), {
          kind: 'payout-run',
          route: 'treasury',
          lines,
          payee: { kind: 'persons-by-bank', name: '代发银行' },
          purpose: '发放',
          submittedOn: on(submittedOn),
          schemeId: null,
          replaces: null,
          reissueOf: null,
          // Examples leave out months on purpose.
          confirmation: '例子',
          ...change,
        }),
      );
      return paymentId;
    },
    pay: (paymentId: string, paidOn: string, voucherNumber: string | null = `回单${acts}`) =>
      new PayPaymentHandler(store, NO_WINDOW as Directory).execute(
        new PayPayment(context(paidOn), paymentId, { charges: 'all', paidOn: on(paidOn), voucherNumber }),
      ),
    /** Ten people at 10 元 for a month. */
    run: (
      id: string,
      period: string,
      change: Partial<Submission['lines'][number]> = {},
    ): Submission['lines'][number] => ({
      appropriationId: own(id),
      groupId: null,
      period: parsePeriod(period),
      entry: 'regular',
      reason: null,
      borneFor: null,
      pays: { heads: { of: 'persons', count: 10 }, rateFen: parseYuan('10.00'), per: 'month', times: 1 },
      ...change,
    }),
  };
}

const NO_WINDOW: Pick<Directory, 'clearingUntil' | 'grants'> = { clearingUntil: () => null, grants: () => [] };

/** A year of two batches and the year after: January and February run from the first, March from the second. */
export async function playSmallYears(store: EventStore, agencyId: string, february = '2021-02-20'): Promise<void> {
  const { register, standard, issue, plan, submit, pay, run } = bureauOf(store, agencyId);
  await register('P');
  await standard('P', {}, '2021-01-01');
  await issue('A21', 'P', '600.00', '2021-01-01');
  await plan('A21', '2021-01-01', 5_000);
  for (const [id, period, submitted, paid] of [
    ['A21', '2021-01', '2021-01-18', '2021-01-20'],
    ['A21', '2021-02', '2021-02-18', february],
  ] as const)
    await pay(await submit([run(id, period)], submitted), paid);
  await issue('B21', 'P', '600.00', '2021-03-01', 2);
  await pay(await submit([run('B21', '2021-03')], '2021-03-18'), '2021-03-20');
  await issue('A22', 'P', '1200.00', '2022-01-01');
  await submit([run('A22', '2022-01')], '2022-01-18');
}
