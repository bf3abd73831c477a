import { actingService, RegisterAgency, RegisterPerson, RegisterUnit } from '@bofu/access';
import { EvaluateAlerts } from '@bofu/alerts';
import type { Office } from '@bofu/api';
import * as budget from '@bofu/budget';
import { publishedYear, SetCalendarYear } from '@bofu/calendar';
import { derivedId, type CommandContext } from '@bofu/event-store';
import {
  dateOf,
  parseDocumentNumber,
  parsePeriod,
  parseYuan,
  Refusal,
  type BusinessDate,
  type FundingLevel,
} from '@bofu/kernel';
import * as payment from '@bofu/payment';

/**
 * The first quarter of a small bureau: two programmes, three appropriations, a scheme, runs in time, late and missing,
 * one there is no money for, a return, a correction, a freeze, money added and moved; judged at each month's end. Every
 * id follows from the bureau's code, so the same quarter is the same events in whichever store it is played.
 */
export async function playSmallYear(
  { commands }: Pick<Office, 'commands'>,
  { code, year }: { readonly code: string; readonly year: number },
): Promise<string> {
  const day = (month: number, dayOfMonth: number): BusinessDate => dateOf(year, month, dayOfMonth);
  const at = (on: BusinessDate, hour = '10'): string => `${on}T${hour}:00:00.000+08:00`;
  const founder = derivedId('small', code, 'whoever registers agencies');
  let agencyId = '';
  let personId = founder;
  const acting = (on: BusinessDate, key: string): CommandContext => ({
    commandId: derivedId('small', code, key),
    agencyId,
    by: { personId, post: 'clerk', delegationId: null, channel: 'service', mode: 'single-person' },
    recordedAt: at(on),
  });

  const first = day(1, 1);
  const region = { regionCode: '130600', regionName: '保定市', parentAgencyId: null, effectiveOn: dateOf(2015, 1, 1) };
  const agency = { code, name: `${code}局`, ...region };
  ({ agencyId } = await commands.execute(new RegisterAgency(acting(first, 'agency'), agency, false)));
  const clerk = { name: `${code}经办`, number: '001', kind: 'person' } as const;
  ({ personId } = await commands.execute(new RegisterPerson(acting(first, 'person'), clerk, false, true)));
  const unit = { code: `${code}001`, name: '本级', nature: '行政', fundingForm: '财政拨款', openedOn: first };
  await commands.execute(new RegisterUnit(acting(first, 'unit'), unit));
  const calendar = { ...publishedYear(year), actedOn: first, reason: null };
  await commands.execute(
    new SetCalendarYear(acting(first, 'calendar'), year, { type: 'load-calendar-year', ...calendar }),
  );

  const programme = async (key: string, programmeCode: string, name: string, heads: number): Promise<string> => {
    const registration = { code: programmeCode, name, effectiveOn: first, sources: [] };
    const { programmeId } = await commands.execute(new budget.RegisterProgramme(acting(first, key), registration));
    const deadline = { kind: 'monthly', day: 30, printed: '每月30日以前' } as const;
    const standard = { groupId: null, rates: [], headcount: heads, cashFlow: 'monthly' as const, deadline };
    const set = { ...standard, effectiveOn: first, sources: [] };
    await commands.execute(new budget.SetPaymentStandard(acting(first, `${key}/standard`), programmeId, set));
    return programmeId;
  };
  // The same codes in every agency: a code is an agency's own.
  const pension = await programme('pension', '13060000PENSION000001', '基础养老金', 1_000);
  const subsidy = await programme('subsidy', '13060000SUBSIDY000002', '高龄津贴', 200);

  const issue = async (key: string, programmeId: string, fundingLevel: FundingLevel, yuan: string): Promise<string> => {
    const { appropriationId } = await commands.execute(
      new budget.IssueAppropriation(acting(first, key), {
        programme: { programmeId },
        fiscalYear: year,
        formedIn: year,
        issuedAs: 'regular',
        batch: 1,
        unitCode: unit.code,
        unitName: unit.name,
        fundingLevel,
        fundingLevelBasis: 'stated',
        budgetType: 'general-public',
        documentNumber: fundingLevel === 'district' ? null : parseDocumentNumber(`保财社〔${year}〕1号`),
        documentDate: null,
        elements: budget.NO_ELEMENTS,
        amountFen: parseYuan(yuan),
        effectiveOn: first,
        sources: [],
      }),
    );
    const checkpoints = [
      { on: day(3, 31), cumulativeShare: 2_500 },
      { on: day(12, 31), cumulativeShare: 10_000 },
    ];
    const plan = { checkpoints, effectiveOn: first, sources: [] };
    await commands.execute(new budget.AdoptSpendingPlan(acting(first, `${key}/plan`), appropriationId, plan));
    return appropriationId;
  };
  const municipal = await issue('municipal', pension, 'municipal', '1200000.00');
  const district = await issue('district', pension, 'district', '55000.00');
  const elderly = await issue('elderly', subsidy, 'district', '240000.00');

  const payee = { kind: 'persons-by-bank', name: '代发户' } as const;
  const shared = [
    { appropriationId: municipal, rateFen: parseYuan('93.00'), per: 'month' as const },
    { appropriationId: district, rateFen: parseYuan('20.00'), per: 'month' as const },
  ];
  const schemed = shared.map((line) => ({ ...line, groupId: null, headcount: null }));
  const scheme = { name: '基础养老金', lines: schemed, headcount: 1_000, payee, effectiveOn: day(1, 4) };
  const { schemeId } = await commands.execute(new payment.DefinePayoutScheme(acting(day(1, 4), 'scheme'), scheme));

  const anew = { route: 'treasury', replaces: null, reissueOf: null } as const;
  const ordinary = { groupId: null, entry: 'regular', reason: null, borneFor: null } as const;
  const run = async (month: number, submittedOn: BusinessDate, key = `run-${month}`): Promise<string> => {
    const lines = shared.map(({ appropriationId, rateFen, per }) => ({
      ...ordinary,
      appropriationId,
      period: parsePeriod(`${year}-0${month}`),
      pays: { heads: { of: 'persons', count: 1_000 } as const, rateFen, per, times: 1 },
    }));
    const submission = { ...anew, kind: 'payout-run' as const, lines, payee, purpose: `${month}月`, submittedOn };
    const context = acting(submittedOn, key);
    return (await commands.execute(new payment.SubmitPayment(context, { ...submission, schemeId }))).paymentId;
  };
  const disburse = async (appropriationId: string, yuan: string, submittedOn: BusinessDate): Promise<string> => {
    const lines = [{ ...ordinary, appropriationId, period: null, pays: { amountFen: parseYuan(yuan) } }];
    const submission = { ...anew, kind: 'disbursement' as const, lines, payee, purpose: '津贴', submittedOn };
    const context = acting(submittedOn, `disburse ${yuan}`);
    return (await commands.execute(new payment.SubmitPayment(context, { ...submission, schemeId: null }))).paymentId;
  };
  const pay = (paymentId: string, on: BusinessDate, charges: 'all' | readonly number[] = 'all', recorded = on) => {
    const step = { charges, paidOn: on, voucherNumber: null };
    const context = acting(recorded, `pay ${paymentId} ${String(charges)}`);
    return commands.execute(new payment.PayPayment(context, paymentId, step));
  };
  const evaluate = (on: BusinessDate, morning: BusinessDate) => {
    const commandId = derivedId('small', code, 'evaluate', on);
    const context = { commandId, agencyId, by: actingService(agencyId), recordedAt: at(morning, '08') };
    return commands.execute(new EvaluateAlerts(context, year, on));
  };

  const january = await run(1, day(1, 20));
  await pay(january, day(1, 21), [1]);
  await evaluate(day(1, 31), day(2, 1));
  // The district's money clears late, and is entered later still.
  await pay(january, day(2, 3), [2], day(2, 8));
  const misplaced = await disburse(municipal, '18000.00', day(2, 9));
  await pay(misplaced, day(2, 10));
  await evaluate(day(2, 28), day(3, 1));
  const february = await run(2, day(3, 2), 'run-2');
  await pay(february, day(3, 4));
  const returned = { party: 'bank', returned: { headcount: 3 }, returnedOn: day(3, 8), reason: '账号有误' } as const;
  await commands.execute(new payment.RecordPaymentReturn(acting(day(3, 8), 'return'), february, returned));
  const moved = { from: { appropriationId: municipal }, to: elderly, amountFen: null, correctedOn: day(3, 9) };
  await commands.execute(
    new payment.ReclassifyPayment(acting(day(3, 9), 'correction'), misplaced, { ...moved, reason: '列错指标' }),
  );
  const frozen = { amountFen: parseYuan('10000.00'), effectiveOn: day(3, 9), reason: '待核实' };
  await commands.execute(new budget.FreezeAppropriation(acting(day(3, 9), 'freeze'), elderly, frozen));
  await run(3, day(3, 25), 'short').catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'payout-run-short') throw error;
  });
  const paper = { documentNumber: null, documentDate: null, reason: '补足缺口' };
  const between = { from: elderly, to: district, amountFen: parseYuan('4000.00'), effectiveOn: day(3, 26), ...paper };
  await commands.execute(new budget.TransferVirement(acting(day(3, 26), 'virement'), between));
  const added = { amountFen: parseYuan('20000.00'), effectiveOn: day(3, 26), ...paper, sources: [] };
  await commands.execute(new budget.SupplementAppropriation(acting(day(3, 26), 'supplement'), district, added));
  await evaluate(day(3, 31), day(4, 1));
  return agencyId;
}
