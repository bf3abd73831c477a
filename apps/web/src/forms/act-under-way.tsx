import { useEffect, useRef, type ReactNode } from 'react';
import type { Doubt } from '../api/act-of-recording';
import type { Recording } from '../api/recording';
import { instantText } from '../pages/page-status';
import './forms.css';

const DOUBT: Readonly<Record<Doubt, string>> = {
  'answer-lost': '没有收到服务的回答',
  'in-progress': '服务回答：这一笔正在办理',
  'server-trouble': '服务暂时不能确认',
  'page-read-anew': '页面重新打开时还没有结果',
};

/**
 * An act whose outcome is not known, or not seen: it stands above everything else of its form. Only the button here, once
 * the outcome is known, makes room for another act.
 */
export function ActUnderWay({
  recording,
  again = '知道了',
  onAgain,
  children,
}: {
  recording: Recording;
  /** What the button says that makes room for another act. */
  again?: string;
  onAgain?: () => void;
  /** What is on record, with a way to open it. */
  children?: ReactNode;
}) {
  const { state, resumed } = recording;
  const panel = useRef<HTMLDivElement>(null);
  const shown = state.kind === 'asking' || state.kind === 'on-record' || (state.kind === 'recorded' && resumed);
  useEffect(() => {
    if (shown) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  if (!shown) return null;
  const { about, actor, startedAt } = state.act;
  const pressed = `${actor.name} ${instantText(startedAt)} 提交`.trimStart();
  if (state.kind === 'asking')
    return (
      <div className="act-under-way" ref={panel}>
        <p role="alert">
          <b>是否已登记尚不清楚</b>
        </p>
        <p>{about}</p>
        <p className="form-note">
          {pressed}。{DOUBT[state.doubt]}，正在向服务核实这一笔
          {state.asked > 0 && `，已核实 ${state.asked} 次`}
          <span className="asking-dots" aria-hidden />
        </p>
        <p className="form-note">有结果即显示在这里。此前不能修改，也请不要另登同一笔；刷新或离开此页，核实会继续。</p>
      </div>
    );
  return (
    <div className="act-under-way act-on-record" ref={panel}>
      <p role="alert">
        <b>{state.kind === 'recorded' ? '已登记' : '先前提交的一笔已登记在账，这次没有再登记'}</b>
      </p>
      <p>{about}</p>
      <p className="form-note">{pressed}。</p>
      {children}
      <p>
        <button
          type="button"
          onClick={() => {
            recording.close();
            onAgain?.();
          }}
        >
          {again}
        </button>
      </p>
    </div>
  );
}
