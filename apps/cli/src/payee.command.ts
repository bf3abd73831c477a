import { randomUUID } from 'node:crypto';
import type { Office } from '@bofu/api';
import { systemClock, today } from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import {
  ACCOUNT_SITUATION_LABEL,
  accountNumberTyped,
  AccountNumbers,
  ConfirmAccount,
  ListPayees,
  PAYEE_KIND_LABEL,
  payeesProjection,
  ProposeAccount,
  RegisterPayee,
  type AccountStanding,
  type PayeeKind,
  type PayeeStanding,
} from '@bofu/payee';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { readGivenFile } from './given-file';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

const MOST_LISTED = 1_000;

async function payeesOf(office: Office, agency: string | undefined, q: string | null) {
  const { agencyScope } = await agencyFromCommandLine(office, agency);
  await seenUpTo(office, [payeesProjection.name], null);
  const asked = { q, payeeId: null, limit: MOST_LISTED };
  return office.queries.execute(new ListPayees(agencyScope, today(systemClock), asked));
}

async function payeeCoded(office: Office, agency: string | undefined, code: string): Promise<PayeeStanding> {
  const { items } = await payeesOf(office, agency, null);
  const payee = items.find((each) => each.code === code || each.payeeId === code);
  if (payee === undefined) throw new Refusal('payee-not-found', { payeeId: code });
  return payee;
}

/** The one account that is meant: by its last four places where there are several. */
function accountEnding(
  { payeeId, accounts }: PayeeStanding,
  lastFour: string | undefined,
  of: AccountStanding['situation'],
) {
  const [only, ...others] = accounts.filter(
    (account) => account.situation === of && (lastFour === undefined || account.lastFour === lastFour),
  );
  if (only === undefined || others.length > 0)
    throw new Refusal('payee-account-not-found', { payeeId, accountId: lastFour ?? '' });
  return only;
}

/** Payee and account of a payment: by code, and the last four places where several accounts are in use. */
export async function chosenOfRegister(
  office: Office,
  agency: string | undefined,
  code: string,
  lastFour: string | undefined,
): Promise<{ readonly payeeId: string; readonly accountId: string }> {
  const payee = await payeeCoded(office, agency, code);
  return { payeeId: payee.payeeId, accountId: accountEnding(payee, lastFour, 'confirmed').accountId };
}

/** `bofu payee list`. */
export async function listPayees(options: { agency?: string; q?: string; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    const { items } = await payeesOf(office, options.agency, options.q ?? null);
    if (options.json) return printJson(items);
    const rows = items.flatMap(({ code, name, kind, accounts }) =>
      (accounts.length === 0 ? [null] : accounts).map((account) => [
        ...[code, name, PAYEE_KIND_LABEL[kind], account?.bank ?? '-', account?.lastFour ?? '-'],
        account === null ? '没有账户' : ACCOUNT_SITUATION_LABEL[account.situation],
      ]),
    );
    print(plainTable(['代码', '户名', '类别', '开户银行', '尾号', '状态'], rows));
    tell(`${items.length} 个`);
  });
}

/** `bofu payee register`. */
export async function registerPayee(
  options: ActingOptions & { code: string; name: string; kind: PayeeKind; json?: boolean },
): Promise<void> {
  const { code, name, kind, json } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/payees');
    const { payeeId } = await office.commands.execute(new RegisterPayee(context, { code, name, kind }));
    if (json) printJson({ payeeId });
    else print(`已登记收款户 ${code} ${name}，编号 ${payeeId}`);
  });
}

/** `bofu payee propose-account`: the number comes in a file, as nobody is to see it in a list of processes. */
export async function proposeAccount(
  code: string,
  options: ActingOptions & { numberFile: string; bank: string; replaces?: string; reason: string },
): Promise<void> {
  const { numberFile, bank, replaces: lastFour, reason } = options;
  const number = accountNumberTyped((await readGivenFile(numberFile)).toString('utf8'));
  await withOffice(async (office) => {
    const payee = await payeeCoded(office, options.agency, code);
    const replaces = lastFour === undefined ? null : accountEnding(payee, lastFour, 'confirmed').accountId;
    const context = await actingFromCommandLine(office, options, 'POST /v1/payees/:payeeId/accounts');
    const accountId = randomUUID();
    const numbers = office.app.get(AccountNumbers, { strict: false });
    const kept = await numbers.keep(context.agencyId, accountId, number, context.recordedAt);
    await office.commands.execute(new ProposeAccount(context, payee.payeeId, { accountId, bank, replaces, reason }));
    print(`已提出账户，尾号 ${kept.lastFour}：待另一人确认`);
  });
}

/** `bofu payee confirm-account`. */
export async function confirmAccount(code: string, lastFour: string, options: ActingOptions): Promise<void> {
  await withOffice(async (office) => {
    const payee = await payeeCoded(office, options.agency, code);
    const { accountId } = accountEnding(payee, lastFour, 'proposed');
    const route = 'POST /v1/payees/:payeeId/accounts/:accountId/confirmation';
    const context = await actingFromCommandLine(office, options, route);
    await office.commands.execute(new ConfirmAccount(context, payee.payeeId, accountId));
    print(`已确认账户，尾号 ${lastFour}：可以付款`);
  });
}
