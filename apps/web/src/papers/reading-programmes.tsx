import { Select } from 'antd';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { useShortcuts } from '../frame/shortcuts';
import { StatusTag } from '../marks/status-tag';
import type { Meant } from './reading-source';
import { standingsOf, type Place, type ReadFigure, type Reading, type ReadProgramme, type Standing } from './readings';

export const STANDING: Readonly<Record<Standing, string>> = {
  new: '新增',
  changed: '有变',
  same: '相同',
  asked: '待说明',
  unclear: '不能确定',
};
const STANDING_MARK = { new: 'green', changed: 'yellow', same: 'none', asked: 'orange', unclear: 'orange' } as const;

const CERTAINTY = { inferred: '推断', flagged: '须核定' } as const;

interface Choosing {
  readonly meant: Meant | null;
  readonly onMeant: (meant: Meant) => void;
}

/** What would be entered: each programme with all that was read of it. J and K go from one to the next. */
export function ReadingProgrammes({
  reading: { programmes, totals, gone, asksPrints },
  ...choosing
}: Choosing & { reading: Pick<Reading, 'programmes' | 'totals' | 'gone' | 'asksPrints'> }) {
  const [shown, setShown] = useState<Standing | null>(null);
  const counts = standingsOf(programmes);
  const { linkTo } = useAddress();
  const list = useRef<HTMLDivElement>(null);
  const moveBy = (step: 1 | -1) => {
    const all = [...(list.current?.querySelectorAll<HTMLDetailsElement>('details') ?? [])];
    const at = all.findIndex((each) => each.contains(document.activeElement));
    const next = all[at < 0 ? 0 : at + step];
    if (next === undefined) return;
    next.open = true;
    const amount = next.querySelector<HTMLElement>('[data-field="amount"]');
    amount?.focus();
    amount?.click();
  };
  useShortcuts([
    { key: 'j', does: '下一个项目', run: () => moveBy(1) },
    { key: 'k', does: '上一个项目', run: () => moveBy(-1) },
  ]);
  return (
    <div ref={list} aria-label="将登记的" role="group">
      {asksPrints && (
        <p className="toolbar reading-standings">
          <Select
            aria-label="与账上相比"
            value={shown ?? ''}
            onChange={(value: Standing | '') => setShown(value === '' ? null : value)}
            options={[
              { value: '', label: `全部 ${programmes.length}` },
              ...[...counts].map(([standing, count]) => ({ value: standing, label: `${STANDING[standing]} ${count}` })),
            ]}
          />
          <span>
            {[...counts].map(([standing, count]) => `${STANDING[standing]} ${count}`).join('，')}
            {gone.length > 0 && `，账上有而文件未列 ${gone.length}`}
          </span>
        </p>
      )}
      {programmes
        .filter(({ standing }) => shown === null || standing === shown)
        .map((programme) => (
          <Programme key={programme.sequence} programme={programme} compared={asksPrints} {...choosing} />
        ))}
      {gone.length > 0 && (
        <details className="panel reading-programme">
          <summary>账上有而文件未列 {gone.length}（保持不变）</summary>
          <ul>
            {gone.map(({ appropriationId, code, name, amount }) => (
              <li key={appropriationId}>
                <Link to={linkTo(`/programmes/${appropriationId}`)}>{name}</Link> <code>{code}</code> {amount} 元
              </li>
            ))}
          </ul>
        </details>
      )}
      {totals.length > 0 && (
        <details className="panel reading-programme">
          <summary>申报的合计（只用于核对）</summary>
          <Figures figures={totals} {...choosing} />
        </details>
      )}
    </div>
  );
}

function Programme({ programme, compared, ...choosing }: Choosing & { programme: ReadProgramme; compared: boolean }) {
  const { sequence, name, standing, figures, plan, indicators } = programme;
  const amount = figures.find(({ field }) => field === 'amount');
  const asked = figures.filter(({ certainty }) => certainty === 'flagged').length;
  return (
    <details className="panel reading-programme" open={sequence === 1}>
      <summary>
        <span>
          {sequence}　{name}
        </span>
        <b className="reading-amount">{amount?.value ?? '没有金额'}</b>
        {compared && <StatusTag mark={STANDING_MARK[standing]}>{STANDING[standing]}</StatusTag>}
        {asked > 0 && <StatusTag mark="yellow">核定 {asked}</StatusTag>}
      </summary>
      <Figures figures={figures} {...choosing} />
      <h3>支出计划（累计）{plan.outcome !== 'read' && <small>　不登记：{plan.sentence ?? '没有支出计划'}</small>}</h3>
      {plan.cells.length > 0 && <Figures figures={plan.cells} {...choosing} />}
      {indicators.length > 0 && (
        <>
          <h3>绩效指标 {indicators.length}</h3>
          <Figures figures={indicators} {...choosing} />
        </>
      )}
    </details>
  );
}

function Figures({ figures, meant, onMeant }: Choosing & { figures: readonly ReadFigure[] }) {
  return (
    <ul className="reading-figures">
      {figures.map((figure, at) => (
        <li key={`${figure.field} ${at}`}>
          <button
            type="button"
            data-field={figure.field}
            aria-pressed={meant !== null && isSame(meant.place, figure.place) && meant.label === figure.label}
            onClick={() => onMeant(figure)}
          >
            <span>{figure.label}</span>
            {figure.before !== null && <del title="账上现为">{figure.before}</del>}
            <b>{figure.value ?? (figure.certainty === 'flagged' ? figure.printed || '—' : '空白')}</b>
            {figure.certainty !== 'printed' && (
              <small className={figure.certainty === 'flagged' ? 'form-note-wrong' : 'form-note'}>
                {CERTAINTY[figure.certainty]}
              </small>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

const isSame = (one: Place, other: Place): boolean =>
  one.line === other.line && one.table === other.table && one.row === other.row && one.column === other.column;
