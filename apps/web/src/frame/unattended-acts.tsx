import { Link } from 'react-router';
import type { ActState } from '../api/act-of-recording';
import { actOf, useUnattendedActs } from '../api/recordings';

const WORD: Readonly<Record<Exclude<ActState['kind'], 'open'>, string>> = {
  sending: '是否已登记尚不清楚，正在核实',
  asking: '是否已登记尚不清楚，正在核实',
  recorded: '已登记',
  'on-record': '先前提交的一笔已登记在账',
  refused: '没有登记',
};

/** Acts left behind with their outcome open or not seen: on every page, until their form is in sight again. */
export function UnattendedActs() {
  const unattended = useUnattendedActs();
  if (unattended.length === 0) return null;
  return (
    <div className="unattended-acts" role="status">
      {unattended.map(({ kind, act: { form, about, address } }) => (
        <p key={form}>
          <b>{WORD[kind]}</b>：{about}　<Link to={address}>去看</Link>
          {(kind === 'recorded' || kind === 'refused') && (
            <button type="button" className="link-button" onClick={() => actOf(form).close()}>
              知道了
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
