import { POST_LABEL } from '@bofu/access';
import { EVENT_LOG, ListEvents, type LoggedEvent } from '@bofu/event-log';
import { addDays, dateOf, type BusinessDate, type Channel } from '@bofu/kernel';
import { inBeijing } from '../heading';
import { reportOf, type ReportBasis, type ReportDefinition } from '../report-basis';
import type { Column } from '../sheet/column';

export const operationsReport: ReportDefinition = {
  about: '登记在案的每件事一行：事件号、登记时点、操作人、岗位、途径、内容、金额；按登记日期，不按业务日期',
  missing: '只看不改的查阅尚无此项数据；导出报表、审计包在案，见任务',
  takes: ['from'],
  madeFrom: [EVENT_LOG],
  open: (basis) => {
    const { directory, books } = basis;
    const names = books.agencyScope.flatMap((agencyId) => directory.agency(agencyId, books.asOf)?.name ?? []);
    const columns = operationColumns((personId) => directory.nameOf(personId));
    return Promise.resolve(reportOf(basis, { units: names, columns, rows: operations(basis) }));
  },
};

const CHANNEL_LABEL: Readonly<Record<Channel, string>> = {
  page: '网页',
  'command-line': '命令行',
  service: '服务程序',
};

const operationColumns = (nameOf: (personId: string) => string | null): readonly Column<LoggedEvent>[] => [
  { header: '事件号', kind: 'text', value: ({ number }) => `#${number}` },
  {
    header: '登记时点',
    kind: 'text',
    value: ({ recordedAt }) => recordedAt && inBeijing(recordedAt.toISOString()),
  },
  { header: '业务日期', kind: 'date', value: ({ businessDate }) => businessDate },
  {
    header: '操作人',
    kind: 'text',
    value: ({ personId }) => (personId === null ? null : (nameOf(personId) ?? personId)),
  },
  { header: '岗位', kind: 'text', value: ({ post }) => post && POST_LABEL[post] },
  { header: '途径', kind: 'text', value: ({ channel }) => channel && CHANNEL_LABEL[channel] },
  { header: '事项', kind: 'text', value: ({ label }) => label },
  { header: '内容', kind: 'text', value: ({ details }) => (details === '' ? null : details) },
  { header: '金额', unit: '元', kind: 'money', value: ({ amountFen }) => amountFen },
  { header: '登记位置', kind: 'text', value: ({ position }) => position },
];

const PAGE = 1_000;

/** What was recorded within the days, in the order of recording. */
async function* operations({ queries, books, request }: ReportBasis): AsyncGenerator<LoggedEvent> {
  const first = startOf(request.from ?? dateOf(books.fiscalYear, 1, 1));
  const end = startOf(addDays(books.asOf, 1));
  const filter = { appropriationId: null, paymentId: null, type: null, moneyOnly: false, upTo: books.knownAt };
  for (let after: bigint | null = null; ;) {
    const page: readonly LoggedEvent[] = await queries.execute(
      new ListEvents(books.agencyScope, filter, { order: 'asc', after, limit: PAGE }),
    );
    for (const event of page) {
      const at = event.recordedAt?.getTime() ?? null;
      if (at !== null && at >= first && at < end) yield event;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.number;
  }
}

/** The first instant of a day in Beijing. */
const startOf = (day: BusinessDate): number => Date.parse(`${day}T00:00:00+08:00`);
