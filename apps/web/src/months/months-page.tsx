import { Link } from 'react-router';
import type { Post } from '@bofu/kernel';
import { holds, useActor } from '../api/acting-person';
import { useAddress, useBooks } from '../books/books';
import { Money } from '../marks/money';
import { Answer } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { MonthDetail } from './month-detail';
import { SITUATION, useMonths, type MayDo, type MonthOfYear } from './months';
import './months.css';

/** 对账与月结: the twelve months of the year, and of one of them what stands in the way of closing it. */
export function Component() {
  const { address, change, linkTo } = useAddress();
  const { fiscalYear, knownAt } = useBooks();
  const months = useMonths();
  const may = useMayClose();
  return (
    <>
      <PageTitle parts={[words.pages.months]} />
      <div className="toolbar">
        <h1>{words.pages.months}</h1>
        <div className="toolbar-end">
          <Link to={linkTo(`/years/${fiscalYear}/closing`)}>
            {fiscalYear} 年{words.pages.years}
          </Link>
        </div>
      </div>
      {knownAt !== null && <p className="form-note">月结按现在的情形显示。</p>}
      <Answer query={months}>
        {(reading) => {
          const { items } = reading.value;
          const asked = address.get('month');
          const open =
            items.find(({ month }) => month === asked) ??
            items.find(({ isNext }) => isNext) ??
            items.filter(({ closedAt }) => closedAt !== null).at(-1) ??
            items[0];
          return (
            <>
              <YearTable
                caption={`${fiscalYear} 年各月；结账按月份先后，反月结从最后一个月起`}
                months={items}
                open={open?.month ?? null}
                onOpen={(month) => change({ month })}
              />
              {open !== undefined && <MonthDetail key={open.month} month={open.month} may={may} />}
              <PageStatus reading={reading} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

/** In single-person mode whoever acts; else by the post: who hands money over never reconciles. */
function useMayClose(): MayDo {
  const { writable } = useBooks();
  const actor = useActor();
  const signedIn = useSignedIn();
  const has = (...posts: readonly Post[]) => writable && (signedIn === null || holds(actor, ...posts));
  return { reconcile: has('clerk', 'reviewer'), close: has('reviewer', 'supervisor') };
}

function YearTable({
  caption,
  months,
  open,
  onOpen,
}: {
  caption: string;
  months: readonly MonthOfYear[];
  open: string | null;
  onOpen: (month: string) => void;
}) {
  const columns: readonly Column<MonthOfYear>[] = [
    {
      key: 'month',
      title: '月份',
      names: true,
      cell: ({ month }) => (
        <button type="button" className="link-button" aria-pressed={month === open} onClick={() => onOpen(month)}>
          {month}
        </button>
      ),
    },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation, isNext }) => `${SITUATION[situation]}${isNext ? '，可结账' : ''}`,
    },
    { key: 'closedBy', title: '结账人', cell: ({ closedBy }) => closedBy ?? words.nothing },
    {
      key: 'closedAt',
      title: '结账时间',
      cell: ({ closedAt }) => (closedAt === null ? words.nothing : instantText(closedAt)),
    },
    {
      key: 'later',
      title: '结账后登记',
      align: 'right',
      cell: ({ later }) => (later === null ? words.nothing : `${later.count} 笔`),
    },
    {
      key: 'laterPaid',
      title: '其中支出（元）',
      align: 'right',
      cell: ({ later }) => (later === null ? words.nothing : <Money yuan={later.paid} signed unit="yuan" />),
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={months} keyOf={({ month }) => month} current={open} />;
}
