import {
  AdoptSpendingPlan,
  FUNDING_LEVEL_LABEL,
  IssueAppropriation,
  ledgerProjection,
  ListAppropriations,
  NO_ELEMENTS,
  SupplementAppropriation,
  viewAppropriation,
  type BudgetType,
  type IssueKind,
} from '@bofu/budget';
import {
  formatYuanGrouped,
  yearOf,
  type BusinessDate,
  type DocumentNumber,
  type Fen,
  type FundingLevel,
  type SpendingPlan,
} from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { misused, plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

type Paper = { readonly documentNumber?: DocumentNumber; readonly documentDate?: BusinessDate };

const paperOf = ({ documentNumber, documentDate }: Paper) => ({
  documentNumber: documentNumber ?? null,
  documentDate: documentDate ?? null,
});

/** `bofu appropriation issue`: for a programme on the books, or one that is registered along with it. */
export async function issueAppropriation(
  options: ActingOptions &
    Paper & {
      programme?: string;
      programmeCode?: string;
      programmeName?: string;
      year?: number;
      unitCode: string;
      unitName: string;
      level: FundingLevel;
      budgetType: BudgetType;
      as: IssueKind;
      batch: number;
      formedIn?: number;
      amount: Fen;
      effectiveOn: BusinessDate;
      json?: boolean;
    },
): Promise<void> {
  const { programme: programmeId, programmeCode: code, programmeName: name, amount: amountFen, effectiveOn } = options;
  const programme =
    programmeId !== undefined ? { programmeId } : code !== undefined && name !== undefined ? { code, name } : null;
  if (programme === null) return misused('请写明 --programme，或 --programme-code 与 --programme-name');
  const fiscalYear = options.year ?? yearOf(effectiveOn);
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/appropriations');
    const issue = {
      programme,
      fiscalYear,
      formedIn: options.formedIn ?? fiscalYear,
      issuedAs: options.as,
      batch: options.batch,
      unitCode: options.unitCode,
      unitName: options.unitName,
      fundingLevel: options.level,
      fundingLevelBasis: 'stated',
      budgetType: options.budgetType,
      ...paperOf(options),
      elements: NO_ELEMENTS,
      amountFen,
      effectiveOn,
      sources: [],
    } as const;
    const { appropriationId } = await office.commands.execute(new IssueAppropriation(context, issue));
    if (options.json) printJson({ appropriationId });
    else print(`已下达 ${formatYuanGrouped(amountFen)} 元，指标编号 ${appropriationId}`);
  });
}

/** `bofu appropriation supplement`. */
export async function supplementAppropriation(
  appropriationId: string,
  options: ActingOptions & Paper & { amount: Fen; effectiveOn: BusinessDate; reason: string; confirmation?: string },
): Promise<void> {
  const { amount: amountFen, effectiveOn, reason, confirmation = null } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(
      office,
      options,
      'POST /v1/appropriations/:appropriationId/supplements',
    );
    const change = { amountFen, effectiveOn, reason, confirmation, ...paperOf(options), sources: [] };
    await office.commands.execute(new SupplementAppropriation(context, appropriationId, change));
    print(`已追加 ${formatYuanGrouped(amountFen)} 元`);
  });
}

/** `bofu appropriation plan`: what should have gone out by which day. */
export async function adoptPlan(
  appropriationId: string,
  options: ActingOptions & { checkpoint: SpendingPlan; effectiveOn: BusinessDate },
): Promise<void> {
  const { checkpoint: checkpoints, effectiveOn } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(
      office,
      options,
      'POST /v1/appropriations/:appropriationId/spending-plan',
    );
    const plan = { checkpoints, effectiveOn, sources: [] };
    await office.commands.execute(new AdoptSpendingPlan(context, appropriationId, plan));
    print('已登记支出计划');
  });
}

const MOST_LISTED = 10_000;

/** `bofu appropriation list`. */
export async function listAppropriations(options: {
  agency?: string;
  year?: number;
  asOf?: BusinessDate;
  json?: boolean;
}): Promise<void> {
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [ledgerProjection.name], null);
    const books = { agencyScope, fiscalYear: options.year ?? null, asOf: options.asOf ?? null, knownAt: null };
    const appropriations = await office.queries.execute(new ListAppropriations(books, null, MOST_LISTED));
    if (options.json) return printJson(appropriations.map(viewAppropriation));
    print(
      plainTable(
        ['年度', '项目编码', '项目名称', '级次', '预算(元)', '可用(元)', '编号'],
        appropriations.map((one) => [
          String(one.fiscalYear),
          one.programmeCode,
          one.programmeName,
          FUNDING_LEVEL_LABEL[one.fundingLevel],
          formatYuanGrouped(one.budgetFen),
          formatYuanGrouped(one.availableFen),
          one.appropriationId,
        ]),
        ['left', 'left', 'left', 'left', 'right', 'right', 'left'],
      ),
    );
    tell(`${appropriations.length} 项`);
  });
}
