import {
  DefinePayoutScheme,
  ListPayoutSchemes,
  payoutSchemesProjection,
  viewPayoutScheme,
  type Payee,
  type SchemeStanding,
} from '@bofu/payment';
import type { Office } from '@bofu/api';
import { systemClock, today } from '@bofu/http';
import { formatYuan, type BusinessDate } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import type { SharedRate } from './arguments';
import { agencyFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu scheme define`: who bears what of one payment to a person. */
export async function defineScheme(
  options: ActingOptions & {
    name: string;
    line: SharedRate[];
    heads: number;
    payee: string;
    payeeKind: Payee['kind'];
    effectiveOn: BusinessDate;
    json?: boolean;
  },
): Promise<void> {
  const { name, line, heads, payee, payeeKind, effectiveOn, json } = options;
  const lines = line.map((shared) => ({ ...shared, groupId: null, headcount: null }));
  const scheme = { name, lines, headcount: heads, payee: { kind: payeeKind, name: payee }, effectiveOn };
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/payout-schemes');
    const { schemeId } = await office.commands.execute(new DefinePayoutScheme(context, scheme));
    if (json) printJson({ schemeId });
    else print(`已制定发放方案 ${name}，编号 ${schemeId}`);
  });
}

/** The schemes in force on a day. */
export async function schemesOn(
  office: Office,
  agency: string | undefined,
  on: BusinessDate,
): Promise<readonly SchemeStanding[]> {
  const { agencyScope } = await agencyFromCommandLine(office, agency);
  await seenUpTo(office, [payoutSchemesProjection.name], null);
  const books = { agencyScope, fiscalYear: null, asOf: null, knownAt: null };
  return office.queries.execute(new ListPayoutSchemes(books, on));
}

/** `bofu scheme list`. */
export async function listSchemes(options: { agency?: string; asOf?: BusinessDate; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    const schemes = await schemesOn(office, options.agency, options.asOf ?? today(systemClock));
    if (options.json) return printJson(schemes.map(viewPayoutScheme));
    print(
      plainTable(
        ['发放方案', '人数', '每人(元)', '自', '编号'],
        schemes.map(({ name, headcount, lines, effectiveOn, schemeId }) => [
          name,
          headcount.toLocaleString('en-US'),
          lines.map(({ rateFen }) => formatYuan(rateFen)).join(' + '),
          effectiveOn,
          schemeId,
        ]),
      ),
    );
    tell(`${schemes.length} 个`);
  });
}
