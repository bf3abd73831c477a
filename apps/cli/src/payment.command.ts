import { PayPayment, SubmitPayment, type Payee, type Submission } from '@bofu/payment';
import { refuseAtDoor } from '@bofu/http';
import { Refusal, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { chosenOfRegister } from './payee.command';
import { schemesOn } from './scheme.command';
import { print, printJson } from './terminal';
import { withOffice } from './with-office';

/** Said where the same act was asked back before. */
type Stated = { confirmation?: string; lateReason?: string };
type SubmitOptions = ActingOptions & Stated & { purpose: string; on: BusinessDate; json?: boolean };

const statedIn = ({ confirmation, lateReason }: Stated) => ({
  confirmation: confirmation ?? null,
  lateReason: lateReason ?? null,
});

const ANEW = { route: 'treasury', replaces: null, reissueOf: null } as const;
const ORDINARY = { entry: 'regular', reason: null, borneFor: null } as const;

/** `bofu payment submit-run`: the regular run of a month, filled in from the scheme in force. */
export async function submitRun(
  schemeId: string,
  options: SubmitOptions & { period: Period; heads?: number; account?: string },
): Promise<void> {
  const { period, heads, purpose, on: submittedOn } = options;
  await withOffice(async (office) => {
    const scheme = (await schemesOn(office, options.agency, submittedOn)).find((each) => each.schemeId === schemeId);
    if (scheme === undefined) throw new Refusal('scheme-not-found', { schemeId });
    const lines = scheme.lines.map(({ appropriationId, groupId, rateFen, per, headcount }) => ({
      ...ORDINARY,
      appropriationId,
      groupId,
      period,
      pays: {
        heads: { of: 'persons', count: headcount ?? heads ?? scheme.headcount } as const,
        rateFen,
        per,
        times: 1,
      },
    }));
    const { payeeId } = scheme;
    const payee =
      payeeId === null ? scheme.payee : await chosenOfRegister(office, options.agency, payeeId, options.account);
    const own = { lines, payee, purpose, submittedOn, schemeId, ...statedIn(options) };
    const run: Submission = { ...ANEW, kind: 'payout-run', ...own };
    const { paymentId } = await office.commands.execute(
      new SubmitPayment(await actingFromCommandLine(office, options, 'POST /v1/payout-runs'), run),
    );
    tellSubmitted(paymentId, options);
  });
}

/** `bofu payment submit`: one amount from one appropriation. */
export async function submitDisbursement(
  appropriationId: string,
  options: SubmitOptions & {
    amount: Fen;
    period?: Period;
    payee?: string;
    payeeKind: Payee['kind'];
    payeeCode?: string;
    account?: string;
  },
): Promise<void> {
  const { amount: amountFen, period = null, purpose, on: submittedOn } = options;
  const lines = [{ ...ORDINARY, appropriationId, groupId: null, period, pays: { amountFen } }];
  const { payee: name, payeeKind: kind, payeeCode, account } = options;
  await withOffice(async (office) => {
    const payee =
      payeeCode !== undefined
        ? await chosenOfRegister(office, options.agency, payeeCode, account)
        : name !== undefined
          ? { kind, name }
          : refuseAtDoor('missing-field', { field: 'payee' });
    const own = { lines, payee, purpose, submittedOn, schemeId: null, ...statedIn(options) };
    const single: Submission = { ...ANEW, kind: 'disbursement', ...own };
    const { paymentId } = await office.commands.execute(
      new SubmitPayment(await actingFromCommandLine(office, options, 'POST /v1/disbursements'), single),
    );
    tellSubmitted(paymentId, options);
  });
}

function tellSubmitted(paymentId: string, { json }: { json?: boolean }): void {
  if (json) printJson({ paymentId });
  else print(`已提交，金额转为在途，编号 ${paymentId}`);
}

/** `bofu payment pay`: all of it, by one voucher. */
export async function payPayment(
  paymentId: string,
  options: ActingOptions & Stated & { on: BusinessDate; voucher?: string; bank?: string },
): Promise<void> {
  const { on: paidOn, voucher: voucherNumber = null, bank = null } = options;
  const step = { charges: 'all', paidOn, voucherNumber, bank, ...statedIn(options) } as const;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/payments/:paymentId/payment');
    await office.commands.execute(new PayPayment(context, paymentId, step));
    print(`已登记支付，${options.on}`);
  });
}
