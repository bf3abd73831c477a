import { MarkShape } from '../marks/status-tag';
import { DataTable, type Column } from '../table/data-table';
import { LEVEL_MARK, LEVEL_WORD } from './alerts';
import type { Level } from './alerts-query';
import type { ThresholdTrial } from './rules';

type Difference = ThresholdTrial['differences'][number];

/** What the proposed thresholds would have found, beside those in force. */
export function ThresholdTrialResult({ trial }: { trial: ThresholdTrial }) {
  const { days, linesInForce, linesProposed, differenceCount, differences } = trial;
  const columns: readonly Column<Difference>[] = [
    {
      key: 'subject',
      title: '对象',
      names: true,
      cell: ({ subjectName, period }) => [subjectName, period].filter(Boolean).join(' '),
    },
    { key: 'inForce', title: '在用', cell: ({ inForce }) => <LevelOf level={inForce} /> },
    { key: 'proposed', title: '拟设', cell: ({ proposed }) => <LevelOf level={proposed} /> },
    {
      key: 'days',
      title: '日期',
      cell: ({ firstOn, lastOn }) => (firstOn === lastOn ? firstOn : `${firstOn} 至 ${lastOn}`),
    },
  ];
  if (days.length === 0) return <p className="form-note">这一年度在这些日子还没有开始，无从试算。</p>;
  return (
    <div role="status">
      <p className="form-note">
        试算了 {days[0]} 至 {days.at(-1)} 间的 {days.length} 日，按现在已登记的内容：在用阈值触发 {linesInForce}{' '}
        行，拟设阈值触发 {linesProposed} 行。
      </p>
      <DataTable
        caption={
          differenceCount > differences.length
            ? `两者的不同，前 ${differences.length} 项，共 ${differenceCount} 项`
            : `两者的不同，共 ${differenceCount} 项`
        }
        columns={columns}
        rows={differences}
        keyOf={(each) =>
          [each.subjectName, each.appropriationId, each.period, each.inForce, each.proposed].map(String).join('/')
        }
        empty="没有不同。"
      />
    </div>
  );
}

const LevelOf = ({ level }: { level: Level | null }) =>
  level === null ? (
    <>不触发</>
  ) : (
    <span className="trial-level">
      <MarkShape mark={LEVEL_MARK[level]} /> {LEVEL_WORD[level]}
    </span>
  );
