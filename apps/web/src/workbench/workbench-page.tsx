import { lazy, Suspense, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Post } from '@bofu/kernel';
import { useAddress, useBooks } from '../books/books';
import { yearsOnBooks } from '../books/years-on-books';
import { todayInBeijing } from '../books/books-in-address';
import { FORM_PATH, FORM_WORD, useDrafts } from '../drafts/drafts';
import { useShortcuts } from '../frame/shortcuts';
import { LEVEL_MARK, LEVEL_WORD } from '../alerts/alerts';
import { LEVELS } from '../alerts/alerts-query';
import { Money, moneyText, Percent } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Refusal, Waiting } from '../pages/answer';
import { instantText, PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { accountText, usePayees, waitingIn } from '../payees/payees';
import { useOffice } from '../books/office';
import { VacancyNote } from '../people/office-notes';
import { usePayoutSchemes } from '../payments/payout-schemes';
import { useFirstHour } from '../setup/first-hour';
import { useSignedIn } from '../session/session';
import { toEnterAgain, usePapers, waitingForPosts, type Paper } from '../papers/papers';
import { useSigningCounts } from '../signing/signing-queue';
import { words, wordFor } from '../words';
import { dueRuns } from './due-runs';
import { useCameBack, useDueSoon, useOpenAlerts, useSlowest, type CameBack, type DuePeriod } from './workbench';
import './workbench.css';

const AuditDesk = lazy(() => import('./audit-desk'));
const FirstHourSteps = lazy(() => import('../setup/first-hour-steps'));

/** What a post is for, on this page. In single-person mode there is a clerk alone. */
function usePosts(): ReadonlySet<Post> {
  const signedIn = useSignedIn();
  return new Set<Post>(signedIn === null ? ['clerk'] : signedIn.posts.map(({ post }) => post));
}

interface Card {
  readonly key: string;
  readonly title: ReactNode;
  /** Where its number leads. */
  readonly to: readonly [path: string, more?: Readonly<Record<string, string | number>>];
  readonly body: ReactNode;
  readonly wide?: boolean;
}

/** 工作台: what must be done today, by the posts of whoever looks. */
export function Component() {
  const { linkTo } = useAddress();
  const { agency } = useOffice();
  const navigate = useNavigate();
  const { sources, cards, isQuiet, next } = useCards();
  useShortcuts(
    cards.slice(0, 9).map(({ to }, at) => ({
      key: String(at + 1),
      does: `打开第 ${at + 1} 项`,
      run: () => void navigate(linkTo(...to)),
    })),
  );
  const failed = sources.find(({ error, data }) => error !== null && data === undefined);
  const isWaiting = sources.some(({ isLoading }) => isLoading);
  const firstHour = useFirstHour(usePosts().has('clerk')).data?.value;
  const isBeginning = firstHour !== undefined && !firstHour.finished;
  return (
    <>
      <PageTitle parts={[words.pages.workbench]} />
      <h1>{words.pages.workbench}</h1>
      <VacancyNote agency={agency} />
      {failed !== undefined && <Refusal error={failed.error} onRetry={() => void failed.refetch()} />}
      {isBeginning && (
        <Suspense fallback={<Waiting />}>
          <FirstHourSteps firstHour={firstHour} />
        </Suspense>
      )}
      {isWaiting && cards.length === 0 ? (
        <Waiting />
      ) : (
        <>
          {isQuiet && !isWaiting && !isBeginning && <NothingToDo next={next} />}
          <ol className="workbench">
            {cards.map(({ key, title, to, body, wide }, at) => (
              <li key={key} className={wide ? 'panel workbench-wide' : 'panel'}>
                <h2>
                  {at < 9 && <kbd>{at + 1}</kbd>} <Link to={linkTo(...to)}>{title}</Link>
                </h2>
                {body}
              </li>
            ))}
          </ol>
        </>
      )}
      <PageStatus reading={sources.find(isReading)?.data} />
    </>
  );
}

type Source = UseQueryResult<unknown>;
const isReading = (
  source: Source,
): source is Source & { data: { position: string | null; readAt: Date; stopped: boolean } } =>
  typeof source.data === 'object' && source.data !== null && 'readAt' in source.data;

/** Each question is asked of the server by itself, and only where one of her posts has to do with it. */
function useCards() {
  const { agencyId } = useBooks();
  const posts = usePosts();
  const isClerk = posts.has('clerk');
  const signs = ['reviewer', 'approver', 'cashier', 'supervisor'].some((post) => posts.has(post as Post));
  const counts = useSigningCounts(agencyId, signs);
  const papers = usePapers('open', posts.has('reviewer') || posts.has('approver'));
  const allPapers = usePapers('all', isClerk && useSignedIn() !== null);
  const due = useDueSoon(isClerk);
  const schemes = usePayoutSchemes();
  const cameBack = useCameBack(isClerk || posts.has('cashier'));
  const drafts = useDrafts();
  const oversees = posts.has('supervisor');
  const alerts = useOpenAlerts(oversees);
  const slowest = useSlowest(oversees);
  const audits = posts.has('auditor');
  const payees = usePayees('', posts.has('reviewer'));
  const sources: readonly Source[] = [counts, papers, allPapers, payees, due, cameBack, drafts, alerts, slowest];
  const cards: Card[] = [];

  const hers = counts.data?.value.counts.filter((each) => each.hers > 0) ?? [];
  if (hers.length > 0)
    cards.push({
      key: 'signing',
      title: `等您办理的付款 ${hers.reduce((sum, each) => sum + each.hers, 0)} 笔`,
      to: ['/signing'],
      body: <WaitingList counts={hers} />,
    });
  const waiting = waitingForPosts(papers.data?.value.items ?? [], posts).filter(({ barred }) => barred === null);
  if (waiting.length > 0)
    cards.push({
      key: 'papers',
      title: `等您办理的单据 ${waiting.length} 份`,
      to: ['/signing', { waits: 'papers' }],
      body: <PaperList papers={waiting} at="/signing" />,
    });
  const accounts = waitingIn(payees.data?.value.items ?? []);
  if (accounts.length > 0)
    cards.push({
      key: 'payees',
      title: `待确认的收款账户 ${accounts.length} 个`,
      to: ['/signing', { waits: 'accounts' }],
      body: (
        <ul>
          {accounts.slice(0, 5).map(({ payee, account, replaced }) => (
            <li key={account.accountId}>
              {payee.name}：{replaced === null ? '新增' : `${accountText(replaced)} →`} {accountText(account)}
            </li>
          ))}
        </ul>
      ),
    });
  const returned = toEnterAgain(allPapers.data?.value.items ?? []);
  if (returned.length > 0)
    cards.push({
      key: 'returned-papers',
      title: `退回的单据 ${returned.length} 份`,
      to: ['/papers', { papers: 'all', paper: returned[0]?.paperId ?? '' }],
      body: <PaperList papers={returned} at="/papers" />,
    });
  const back = cameBack.data?.value;
  if (back !== undefined && back.count > 0)
    cards.push({
      key: 'came-back',
      title: `退回待处理 ${back.count} 笔`,
      to: [`/payments/${back.items[0]?.paymentId ?? ''}`],
      body: <CameBackList items={back.items} />,
    });
  const runs = dueRuns(due.data?.value.items ?? [], schemes.data?.value.items ?? []);
  const [firstRun] = runs;
  if (firstRun !== undefined)
    cards.push({
      key: 'due',
      title: `到期与逾期 ${runs.length} 批`,
      to: ['/payments/payout-run', { of: firstRun.of, ...monthIn(firstRun.period) }],
      body: <DueList runs={runs} />,
    });
  const kept = drafts.data?.value.items ?? [];
  const [firstDraft] = kept.filter(({ isMine }) => isMine);
  if (kept.length > 0)
    cards.push({
      key: 'drafts',
      title: `草稿 ${kept.length} 份`,
      to: firstDraft === undefined ? ['/payments'] : [FORM_PATH[firstDraft.form], draftIn(firstDraft)],
      body: <DraftList drafts={kept} />,
    });
  if (alerts.data !== undefined)
    cards.push({
      key: 'alerts',
      title: '未销号预警',
      to: ['/alerts'],
      body: <AlertCounts counts={alerts.data.value} />,
    });
  if (slowest.data !== undefined)
    cards.push({
      key: 'slowest',
      title: '进度最慢的项目',
      to: ['/programmes'],
      body: <Slowest lines={slowest.data} />,
    });
  if (audits)
    cards.push({
      key: 'audit',
      title: '账可信吗',
      to: ['/replay'],
      wide: true,
      body: (
        <Suspense fallback={<Waiting />}>
          <AuditDesk />
        </Suspense>
      ),
    });
  const isQuiet =
    cards.every(({ key }) => key === 'alerts' || key === 'slowest' || key === 'audit') && (isClerk || signs);
  return { sources, cards, isQuiet, next: due.data?.value.next ?? null };
}

/** On the books it was begun on, and on those of the month that is due. */
const draftIn = ({ draftId, fiscalYear }: { readonly draftId: string; readonly fiscalYear: number }) => ({
  ...{ draft: draftId, year: fiscalYear },
});
const monthIn = (period: string) => ({ period, year: period.slice(0, 4) });

function NothingToDo({ next }: { next: DuePeriod | null }) {
  const { agencyId } = useBooks();
  const { linkTo } = useAddress();
  const years = useQuery(yearsOnBooks(agencyId)).data?.value.years;
  const thisYear = Number(todayInBeijing(new Date()).slice(0, 4));
  return (
    <div className="nothing-here">
      今天没有待办
      {next !== null && `，下一期 ${next.dueOn}：${next.programmeName} ${next.period}`}。
      {years !== undefined && !years.includes(thisYear) && (
        <p>
          {thisYear} 年度账上还没有指标。
          {years.length > 0 && (
            <>
              账上有 {years.join('、')} 年度：<Link to={linkTo('/programmes')}>看预算项目</Link>。
            </>
          )}
          <Link to={linkTo('/programmes/issue')}>下达一项指标</Link>
        </p>
      )}
    </div>
  );
}

function WaitingList({
  counts,
}: {
  counts: readonly { readonly waitsFor: string; readonly hers: number; readonly hersTotal: string }[];
}) {
  const { linkTo } = useAddress();
  return (
    <ul className="workbench-list">
      {counts.map(({ waitsFor, hers, hersTotal }) => (
        <li key={waitsFor}>
          <Link to={linkTo('/signing', { waits: waitsFor })}>
            {wordFor(words.waitsFor, waitsFor)} {hers} 笔
          </Link>
          <span>{moneyText(hersTotal, 'yuan')} 元</span>
        </li>
      ))}
    </ul>
  );
}

function PaperList({ papers, at }: { papers: readonly Paper[]; at: '/signing' | '/papers' }) {
  const { linkTo } = useAddress();
  const place = at === '/signing' ? { waits: 'papers' } : { papers: 'all' };
  return (
    <ul className="workbench-list">
      {papers.map(({ paperId, title, summary, stateLabel, total, state, steps }) => (
        <li key={paperId}>
          <span className="workbench-what">
            <Link to={linkTo(at, { ...place, paper: paperId })}>{title}</Link>
            <span className="form-note">
              {state === 'returned' ? `退回事由：${steps.at(-1)?.reason ?? ''}` : `${summary}，${stateLabel}`}
            </span>
          </span>
          <Money yuan={total} unit="yuan" />
        </li>
      ))}
    </ul>
  );
}

const AS = { 'sent-back': '退回修改', refused: '拒付', returned: '退票未重发' } as const;

function CameBackList({ items }: { items: readonly CameBack[] }) {
  const { linkTo } = useAddress();
  return (
    <ul className="workbench-list">
      {items.map(({ paymentId, as, purpose, reason, on, days, workingDays, amount, submittedBy, isMine }) => (
        <li key={paymentId + as + on}>
          <span className="workbench-what">
            <StatusTag mark={as === 'sent-back' ? 'yellow' : 'orange'}>{AS[as]}</StatusTag>{' '}
            <Link to={linkTo(`/payments/${paymentId}`)}>{purpose}</Link>
            <span className="form-note">
              {on}（{ageText(days, workingDays)}） {reason}
              {!isMine && `（${submittedBy ?? words.nothing} 经办）`}
            </span>
          </span>
          <Money yuan={amount} unit="yuan" />
        </li>
      ))}
    </ul>
  );
}

const ageText = (days: number, workingDays: number | null): string =>
  days === 0 ? '今天' : `已 ${days} 天${workingDays === null ? '' : `，${workingDays} 个工作日`}`;

function DueList({ runs }: { runs: ReturnType<typeof dueRuns> }) {
  const { linkTo } = useAddress();
  return (
    <ul className="workbench-list">
      {runs.map(({ key, name, period, dueOn, isOverdue, of, programmes }) => (
        <li key={key}>
          <span className="workbench-what">
            <Link to={linkTo('/payments/payout-run', { of, ...monthIn(period) })}>
              {period} {name}
            </Link>
            {programmes > 1 && <span className="form-note">{programmes} 个项目分担</span>}
          </span>
          <StatusTag mark={isOverdue ? 'red' : 'info'}>{isOverdue ? `${dueOn} 已逾期` : `${dueOn} 到期`}</StatusTag>
        </li>
      ))}
    </ul>
  );
}

function DraftList({ drafts }: { drafts: NonNullable<ReturnType<typeof useDrafts>['data']>['value']['items'] }) {
  const { linkTo } = useAddress();
  return (
    <ul className="workbench-list">
      {drafts.map(({ draftId, form, fiscalYear, title, by, isMine, savedAt }) => (
        <li key={draftId}>
          <span className="workbench-what">
            <Link to={linkTo(FORM_PATH[form], draftIn({ draftId, fiscalYear }))}>{title}</Link>
            <span className="form-note">
              {FORM_WORD[form]}
              {!isMine && `，${by ?? words.nothing} 的草稿`}
            </span>
          </span>
          <span className="form-note">{instantText(savedAt).slice(5, 16)}</span>
        </li>
      ))}
    </ul>
  );
}

type AlertCounts = NonNullable<ReturnType<typeof useOpenAlerts>['data']>['value'];

function AlertCounts({ counts: { situations, evaluation } }: { counts: AlertCounts }) {
  const open = LEVELS.map((level) => ({
    level,
    count: situations.open[level] + situations.acknowledged[level] + situations.snoozed[level],
  }));
  return (
    <>
      <p className="workbench-levels">
        {open.map(({ level, count }) => (
          <StatusTag key={level} mark={count === 0 ? 'none' : LEVEL_MARK[level]}>
            {LEVEL_WORD[level]} {count}
          </StatusTag>
        ))}
      </p>
      <p className="form-note">{evaluation.evaluatedOn === null ? '尚未评估' : `评估到 ${evaluation.evaluatedOn}`}</p>
    </>
  );
}

function Slowest({ lines }: { lines: NonNullable<ReturnType<typeof useSlowest>['data']> }) {
  const { linkTo } = useAddress();
  if (lines.length === 0) return <p className="form-note">没有落后于计划的项目。</p>;
  return (
    <ul className="workbench-list">
      {lines.map(({ appropriationId, programmeName, executionRate, planGapPoints }) => (
        <li key={appropriationId}>
          <Link to={linkTo(`/programmes/${appropriationId}`)} className="workbench-what">
            {programmeName}
          </Link>
          <span>
            执行率 <Percent value={executionRate} />
            ，较计划 <Percent value={planGapPoints} points />
          </span>
        </li>
      ))}
    </ul>
  );
}
