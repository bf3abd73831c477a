import {
  ApprovePayment,
  GetPayment,
  HandOverPayment,
  paymentsProjection,
  ReviewPayment,
  SecondApprovePayment,
  viewPayment,
  WithdrawPayment,
} from '@bofu/payment';
import { formatYuanGrouped, parseYuan, Refusal, type BusinessDate } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { seenUpTo } from './seen-up-to';
import { plainTable, print, printJson } from './terminal';
import { withOffice } from './with-office';

/** `bofu payment show`: what is signed for, with the digest of it, and what has happened since. */
export async function showPayment(paymentId: string, options: { agency?: string; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    await seenUpTo(office, [paymentsProjection.name], null);
    const books = { agencyScope, fiscalYear: null, asOf: null, knownAt: null };
    const standing = await office.queries.execute(new GetPayment(books, paymentId));
    if (standing === null) throw new Refusal('payment-not-found', { paymentId });
    const payment = viewPayment(standing, (personId) => office.directory.nameOf(personId));
    if (options.json) return printJson(payment);
    print(`${payment.purpose}，${formatYuanGrouped(parseYuan(payment.total))} 元，付 ${payment.payee.name}`);
    print(`内容摘要 ${payment.digest}`);
    print(
      plainTable(
        ['经过', '业务日期', '办理人', '事由'],
        payment.steps.map(({ label, on, by, reason }) => [label, on, by.name ?? by.personId, reason ?? '']),
      ),
    );
  });
}

type Signed = ActingOptions & { on: BusinessDate; digest: string };

const SIGNATURES = {
  review: { route: 'review', told: '已复核' },
  approve: { route: 'approval', told: '已审批' },
  'second-approve': { route: 'second-approval', told: '已第二次审批' },
} as const;

/** `bofu payment review`, `approve` and `second-approve`: as many people, each on the content she was shown. */
export const signPayment =
  (signature: keyof typeof SIGNATURES) =>
  async (paymentId: string, options: Signed): Promise<void> => {
    const { on, digest } = options;
    const { route, told } = SIGNATURES[signature];
    await withOffice(async (office) => {
      const context = await actingFromCommandLine(office, options, `POST /v1/payments/:paymentId/${route}`);
      if (signature === 'review')
        await office.commands.execute(new ReviewPayment(context, paymentId, { digest, reviewedOn: on }));
      else {
        const Approval = signature === 'approve' ? ApprovePayment : SecondApprovePayment;
        await office.commands.execute(new Approval(context, paymentId, { digest, approvedOn: on }));
      }
      print(`${told}，${on}`);
    });
  };

/** `bofu payment hand-over`: to treasury or bank. */
export async function handOverPayment(paymentId: string, options: ActingOptions & { on: BusinessDate }): Promise<void> {
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/payments/:paymentId/hand-over');
    await office.commands.execute(new HandOverPayment(context, paymentId, { handedOverOn: options.on }));
    print(`已移交，${options.on}`);
  });
}

/** `bofu payment withdraw`: where people work by name it is asked for, and another agrees on her screen. */
export async function withdrawPayment(
  paymentId: string,
  options: ActingOptions & { on: BusinessDate; reason: string; confirmation?: string; lateReason?: string },
): Promise<void> {
  const { on: withdrawnOn, reason, confirmation = null, lateReason = null } = options;
  const step = { charges: 'all', withdrawnOn, reason, confirmation, lateReason } as const;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/payments/:paymentId/withdrawal');
    await office.commands.execute(new WithdrawPayment(context, paymentId, step));
    print(context.by.mode === 'office' ? `已申请撤回，${withdrawnOn}，待另一人同意` : `已撤回，${withdrawnOn}`);
  });
}
