import { Link } from 'react-router';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import type { Recording } from '../api/recording';
import { useAddress } from '../books/books';
import { Answer } from '../pages/answer';
import { paymentOfCommand } from './payment-of-command';
import { usePayment } from './payments';

/** The payment that an earlier press has recorded, as the books have it, and the way to it. */
export function PaymentOnRecord({ recording: { state } }: { recording: Recording }) {
  const paymentId =
    state.kind === 'recorded'
      ? textIn(state.answer, 'paymentId')
      : state.kind === 'on-record'
        ? (textIn(state.problem.facts, 'paymentId') ?? paymentOf(textIn(state.problem.facts, 'commandId')))
        : null;
  return paymentId === null ? null : <OnRecord paymentId={paymentId} />;
}

function OnRecord({ paymentId }: { paymentId: string }) {
  const { linkTo } = useAddress();
  const payment = usePayment(paymentId);
  return (
    <Answer query={payment} lines={1}>
      {({ value: { purpose, payee, total, submittedOn } }) => (
        <p>
          在账的一笔：{submittedOn} {formatYuanGrouped(parseYuan(total))} 元，{payee.name}，{purpose}
          <span className="ways-out">
            <Link to={linkTo(`/payments/${paymentId}`)}>打开该笔</Link>
          </span>
        </p>
      )}
    </Answer>
  );
}

const paymentOf = (commandId: string | null): string | null =>
  commandId === null ? null : paymentOfCommand(commandId);

function textIn(told: unknown, name: string): string | null {
  if (typeof told !== 'object' || told === null) return null;
  const found = Object.entries(told).find(([each]) => each === name)?.[1] as unknown;
  return typeof found === 'string' ? found : null;
}
