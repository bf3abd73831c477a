import { Link } from 'react-router';
import { formatYuanGrouped } from '@bofu/kernel';
import { useAddress } from '../books/books';
import { MarkShape } from '../marks/status-tag';
import type { Shortage } from './split';

/** The stop of a form: what is short, by how much, how many people that is, and the ways out. */
export function ShortageStop({ shortages, together }: { shortages: readonly Shortage[]; together: boolean }) {
  const { linkTo } = useAddress();
  if (shortages.length === 0) return null;
  return (
    <div className="stop" role="alert" id="stop">
      {shortages.map(({ appropriationId, programmeName, availableFen, requiredFen, shortFen, payableHeadcount }) => (
        <p key={appropriationId}>
          <MarkShape mark="red" /> <b>不能提交</b>：{programmeName} 可用 {formatYuanGrouped(availableFen)} ＜ 本次{' '}
          {formatYuanGrouped(requiredFen)}，缺口 <b>{formatYuanGrouped(shortFen)}</b> 元
          {payableHeadcount !== null && `（最多可发 ${payableHeadcount.toLocaleString('en-US')} 人）`}
          <span className="ways-out">
            <Link to={linkTo('/payments/adjustment', { do: 'supplement', to: appropriationId })}>登记追加指标</Link>
            <Link to={linkTo('/payments/adjustment', { do: 'virement', to: appropriationId })}>从其他项目调剂</Link>
            <Link to={linkTo(`/programmes/${appropriationId}`)}>看项目与耗尽预测</Link>
          </span>
        </p>
      ))}
      {together && <p className="form-note">各项目须同批同人数，不能只减其中一项。</p>}
    </div>
  );
}
