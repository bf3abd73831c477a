import {
  EndProgramme,
  ledgerProjection,
  ListProgrammes,
  RegisterProgramme,
  SetPaymentStandard,
  viewProgramme,
} from '@bofu/budget';
import { type BusinessDate, type CashFlow, fenToDigits, type PaymentDeadline } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import type { LabelledRate } from './arguments';
import { agencyFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu programme register`. */
export async function registerProgramme(
  options: ActingOptions & { code: string; name: string; effectiveOn: BusinessDate; json?: boolean },
): Promise<void> {
  const { code, name, effectiveOn, json } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/programmes');
    const registration = { code, name, effectiveOn, sources: [] };
    const { programmeId } = await office.commands.execute(new RegisterProgramme(context, registration));
    if (json) printJson({ programmeId });
    else print(`已登记项目 ${code} ${name}，编号 ${programmeId}`);
  });
}

/** `bofu programme standard`: what one person receives, how many there are, and by when. */
export async function setStandard(
  programmeId: string,
  options: ActingOptions & {
    rate: LabelledRate[];
    heads?: number;
    cashFlow: CashFlow;
    deadlineDay?: number;
    deadlineOn?: string;
    printed?: string;
    effectiveOn: BusinessDate;
  },
): Promise<void> {
  const { rate, heads = null, cashFlow, effectiveOn } = options;
  const standard = {
    groupId: null,
    rates: rate.map(({ label, rateFen, per }) => ({ label, amountFen: fenToDigits(rateFen), per })),
    headcount: heads,
    cashFlow,
    deadline: deadlineOf(options),
    effectiveOn,
    sources: [],
  };
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/programmes/:programmeId/payment-standards');
    await office.commands.execute(new SetPaymentStandard(context, programmeId, standard));
    print('已登记发放标准');
  });
}

function deadlineOf(options: { deadlineDay?: number; deadlineOn?: string; printed?: string }): PaymentDeadline {
  const { deadlineDay, deadlineOn, printed } = options;
  if (deadlineDay !== undefined)
    return { kind: 'monthly', day: deadlineDay, printed: printed ?? `每月${deadlineDay}日以前` };
  if (deadlineOn !== undefined) return { kind: 'by-date', monthDay: deadlineOn, printed: printed ?? deadlineOn };
  return { kind: 'unstated', printed: printed ?? '' };
}

/** `bofu programme end`. */
export async function endProgramme(
  programmeId: string,
  options: ActingOptions & { endsOn: BusinessDate; reason: string },
): Promise<void> {
  const { endsOn, reason } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/programmes/:programmeId/end');
    await office.commands.execute(new EndProgramme(context, programmeId, { endsOn, reason }));
    print(`已登记：自 ${endsOn} 起不再应发`);
  });
}

const MOST_LISTED = 10_000;

/** `bofu programme list`. */
export async function listProgrammes(options: { agency?: string; asOf?: BusinessDate; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [ledgerProjection.name], null);
    const books = { agencyScope, fiscalYear: null, asOf: options.asOf ?? null, knownAt: null };
    const programmes = await office.queries.execute(new ListProgrammes(books, null, MOST_LISTED));
    if (options.json) return printJson(programmes.map(viewProgramme));
    print(
      plainTable(
        ['项目编码', '项目名称', '终止', '编号'],
        programmes.map(({ code, name, endsOn, programmeId }) => [code, name, endsOn ?? '', programmeId]),
      ),
    );
    tell(`${programmes.length} 个`);
  });
}
