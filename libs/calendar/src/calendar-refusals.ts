import type { RefusalCatalogue } from '@bofu/kernel';
import type { CalendarRefusals } from './domain/refusals';

export const calendarRefusals: RefusalCatalogue<CalendarRefusals> = {
  'calendar-year-loaded': {
    status: 409,
    title: ({ year }) => `${year} 年工作日历已载入；内容有变请办理更正，并写明事由`,
  },
  'calendar-year-not-loaded': { status: 404, title: ({ year }) => `尚未载入 ${year} 年工作日历` },
  'calendar-year-unpublished': {
    status: 422,
    title: ({ year, first, last, source }) =>
      `${source} 只收录 ${first} 年至 ${last} 年的节假日安排，没有 ${year} 年；请按国务院通知自行录入`,
  },
  'calendar-holidays-missing': {
    status: 422,
    title: ({ year }) => `${year} 年没有列出任何节假日：没有节假日的安排不存在，请核对原件`,
  },
  'calendar-holiday-reversed': { status: 422, title: ({ from, to }) => `放假的止日 ${to} 早于起日 ${from}` },
  'calendar-date-outside-year': {
    status: 422,
    title: ({ date, year }) => `工作日历中的日期 ${date} 不在 ${year} 年内`,
  },
  'calendar-date-repeated': { status: 422, title: ({ date }) => `工作日历中的日期 ${date} 重复` },
  'calendar-make-up-not-weekend': { status: 422, title: ({ date }) => `调休上班日 ${date} 不是周六或周日` },
  'calendar-file-unreadable': {
    status: 422,
    title: ({ field }) => (field === '' ? '工作日历文件须为一个 JSON 对象' : `工作日历文件的“${field}”不正确`),
  },
};
