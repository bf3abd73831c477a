import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { StatusTag } from '../marks/status-tag';
import type { FirstHour } from './first-hour';
import './setup.css';

type Step = FirstHour['steps'][number];

interface Way {
  readonly to: string;
  readonly word: string;
}

const STEPS: Readonly<
  Record<Step['step'], { readonly title: string; readonly why: string; readonly ways: readonly Way[] }>
> = {
  people: { title: '人员', why: '谁登记，记在谁名下', ways: [{ to: '/people', word: '登记人员' }] },
  units: { title: '预算单位', why: '为谁记账', ways: [{ to: '/setup/units', word: '登记单位' }] },
  calendar: {
    title: '工作日历',
    why: '发放时限逢休息日提前，没有日历无从判断',
    ways: [{ to: '/calendars', word: '载入日历' }],
  },
  appropriations: {
    title: '项目与指标',
    why: '可以支出什么、支出多少',
    ways: [
      { to: '/papers/new', word: '读取预算公开' },
      { to: '/setup/templates?kind=programmes', word: '用模板导入' },
      { to: '/programmes/issue', word: '下达一项指标' },
    ],
  },
  plans: {
    title: '支出计划',
    why: '到何时应支出多少，进度据此判断',
    ways: [
      { to: '/setup/programmes', word: '逐项编制' },
      { to: '/setup/templates?kind=plans', word: '用模板导入' },
    ],
  },
  standards: {
    title: '发放标准',
    why: '每人多少、多少人、哪天以前',
    ways: [
      { to: '/setup/programmes', word: '逐项设定' },
      { to: '/setup/templates?kind=standards', word: '用模板导入' },
    ],
  },
  schemes: {
    title: '发放方案',
    why: '一次发放由哪几项指标分担；只有一项承担的可不设',
    ways: [{ to: '/setup/schemes', word: '制定方案' }],
  },
  payout: {
    title: '首次发放',
    why: '提交并登记支付之后，这份引导就收起',
    ways: [
      { to: '/setup/opening', word: '年中启用：先补录期初' },
      { to: '/payments/payout-run', word: '登记发放批次' },
      { to: '/payments/disbursement', word: '单笔拨付' },
      { to: '/payments', word: '登记已支付' },
    ],
  },
};

/** 建账引导: from nothing to the first payment, each step ticked by what is on record. */
export default function FirstHourSteps({ firstHour: { fiscalYear, steps } }: { firstHour: FirstHour }) {
  const { linkTo } = useAddress();
  const next = steps.find(({ done }) => !done)?.step;
  return (
    <section className="panel" aria-labelledby="first-hour">
      <h2 id="first-hour" className="panel-heading">
        建账引导
        <small>{fiscalYear} 年度，从无到首次发放；已在账上的打勾</small>
      </h2>
      <ol className="first-hour">
        {steps.map(({ step, done, onRecord, missing }) => {
          const { title, why, ways } = STEPS[step];
          return (
            <li key={step} aria-current={step === next ? 'step' : undefined}>
              <span className="first-hour-mark">
                <StatusTag mark={done ? 'green' : step === next ? 'info' : 'none'}>{done ? '已有' : '待办'}</StatusTag>
              </span>
              <span>
                <b>{title}</b> <span className="form-note">{why}</span>
              </span>
              <span className="form-note">{countText(step, onRecord, missing)}</span>
              <span className="ways-out">
                {ways.map(({ to, word }) => {
                  const [path = '', query = ''] = to.split('?');
                  return (
                    <Link key={to} to={linkTo(path, Object.fromEntries(new URLSearchParams(query)))}>
                      {word}
                    </Link>
                  );
                })}
              </span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function countText(step: Step['step'], onRecord: number, missing: number): string {
  if (onRecord === 0 && missing === 0) return '账上还没有';
  if (missing > 0) return `还有 ${missing} 项没有`;
  return step === 'payout' ? '已提交，待登记支付' : `账上 ${onRecord} 项`;
}
