import { useState } from 'react';
import { Button } from 'antd';
import { formatYuanGrouped, parseYuan, sumFen, toCapitalAmount } from '@bofu/kernel';
import { useActor, type Actor } from '../api/acting-person';
import { actOf, attend } from '../api/recordings';
import { useDayToRecord } from '../books/books';
import { commandFor, nothingEntered, stepAwaited, stepFormOf, STEPS, type Step } from '../payments/payment-steps';
import type { Payment } from '../payments/payments-query';
import type { ToSign } from './signing-queue';

/** Several at once, of which nothing warns: their number and sum stand beside the button, and each is an act of its own. */
export function SignSeveral({ chosen, onDone }: { chosen: readonly ToSign[]; onDone: (said: string) => void }) {
  const actor = useActor();
  const today = useDayToRecord();
  const [done, setDone] = useState<number | null>(null);
  const [first] = chosen;
  const step = first === undefined ? null : stepAwaited(first.waitsFor ?? '');
  if (first === undefined || step === null || actor === null) return null;
  const totalFen = sumFen(chosen.map(({ payment }) => parseYuan(payment.total)));
  const sign = async () => {
    let signed = 0;
    setDone(0);
    for (const { payment } of chosen) {
      if (!(await signOne(payment, step, today, actor))) break;
      signed += 1;
      setDone(signed);
    }
    setDone(null);
    const missing = chosen.length - signed;
    onDone(`已${STEPS[step]} ${signed} 笔${missing === 0 ? '' : `；有 ${missing} 笔没有办成，仍在队列中，请逐笔打开`}`);
  };
  return (
    <div className="sign-several">
      <span>
        已选 <b>{chosen.length}</b> 笔，合计 <b>{formatYuanGrouped(totalFen)}</b> 元{`　${toCapitalAmount(totalFen)}`}
      </span>
      <Button type="primary" loading={done !== null} onClick={() => void sign()}>
        {done === null ? `${STEPS[step]}所选 ${chosen.length} 笔` : `正在办理 ${done + 1} / ${chosen.length}`}
      </Button>
    </div>
  );
}

/** Whether it is on record now. What is not known yet goes on being asked, and stands at the head of every page. */
function signOne(payment: Payment, step: Step, today: string, actor: Actor): Promise<boolean> {
  const form = stepFormOf(payment.paymentId, step);
  const act = actOf(form);
  const left = attend(form);
  const entered = nothingEntered(step, payment, today);
  return new Promise<boolean>((resolve) => {
    const settle = (isSigned: boolean) => {
      stop();
      left();
      resolve(isSigned);
    };
    const stop = act.subscribe(() => {
      const { kind } = act.state;
      if (kind === 'asking') settle(false);
      if (kind === 'recorded' || kind === 'on-record' || kind === 'refused') {
        settle(kind === 'recorded');
        if (kind === 'recorded') act.close();
      }
    });
    act.press({
      command: commandFor(step, payment, entered),
      about: `${STEPS[step]}：${payment.purpose}`,
      entered,
      actor,
      address: `/payments/${payment.paymentId}`,
    });
  });
}
