import { z } from 'zod';
import type { EventInFull, LoggedEvent } from '@bofu/event-log';
import { beijingInstant } from '@bofu/http';
import { CHANNELS, daysBetween, formatYuan, POSTS, type BusinessDate } from '@bofu/kernel';

const number = z.int().meta({ description: '事件编号：全部事件按登记先后 1、2、3…', example: 42 });
const money = z.string().nullable().meta({ description: '元，两位小数', example: '188967.50' });

const itemShape = {
  number,
  position: z.string(),
  eventId: z.string(),
  stream: z.string(),
  version: z.string(),
  type: z.string(),
  schema: z.int().meta({ description: '事件格式的版本' }),
  label: z.string().meta({ description: '中文名称', example: '追加' }),
  agencyId: z.string(),
  businessDate: z.string().nullable().meta({ format: 'date', example: '2021-10-29' }),
  recordedAt: z.string().nullable().meta({ format: 'date-time', example: '2021-10-29T16:05:09.120+08:00' }),
  by: z
    .strictObject({
      personId: z.string(),
      name: z.string().nullable().describe('现用姓名；名录中没有的为 null'),
      post: z.enum(POSTS).nullable(),
      channel: z.enum(CHANNELS).nullable(),
    })
    .nullable(),
  appropriationIds: z.array(z.string()),
  paymentId: z.string().nullable(),
  amount: money,
  summary: z.string().meta({ description: '一句话说明', example: '追加：55,910.00 元，保财社〔2020〕114号' }),
  lateDays: z.int().nullable().meta({ description: '登记晚于业务日期的天数；未晚为 null', example: 3 }),
};

/** An event as the list and the detail show it. */
export const eventView = z.strictObject(itemShape);

export const eventDetailView = z.strictObject({
  ...itemShape,
  data: z.looseObject({}).meta({ description: '事件内容，金额为分' }),
  metadata: z.record(z.string(), z.string()),
  hash: z.string().nullable().meta({ description: '本事件的 SHA-256（RFC 8785）' }),
  previousHash: z.string().nullable().meta({ description: '同一流中前一事件的 SHA-256' }),
  previous: number.nullable(),
  next: number.nullable(),
  related: z.array(eventView),
});

export const eventCountView = z.strictObject({ count: z.int() });

export const eventAtView = z.strictObject({
  instant: z.string().meta({ format: 'date-time' }),
  position: z.string().nullable().meta({ description: '至此时点已登记的最后位置；此前没有登记则为 null' }),
  number: number.nullable(),
  event: eventView.nullable(),
});

/** The name somebody bears now; `null` for one nobody knows. */
export type NameOf = (personId: string) => string | null;

/** Calendar days, in the office's zone, that an event was recorded after the day it counts for. */
function lateDays(businessDate: BusinessDate | null, recordedAt: Date | null): number | null {
  if (businessDate === null || recordedAt === null) return null;
  const days = daysBetween(businessDate, beijingInstant(recordedAt).slice(0, 10) as BusinessDate);
  return days > 0 ? days : null;
}

export function viewEvent(event: LoggedEvent, nameOf: NameOf): z.input<typeof eventView> {
  const { number: place, version, amountFen, recordedAt, label, details, personId, post, channel, ...rest } = event;
  return {
    ...rest,
    number: Number(place),
    version: String(version),
    label,
    by: personId === null ? null : { personId, name: nameOf(personId), post, channel },
    appropriationIds: [...event.appropriationIds],
    recordedAt: recordedAt === null ? null : beijingInstant(recordedAt),
    amount: amountFen === null ? null : formatYuan(amountFen),
    summary: details === '' ? label : `${label}：${details}`,
    lateDays: lateDays(event.businessDate, recordedAt),
  };
}

export const viewEventInFull = (event: EventInFull, nameOf: NameOf): z.input<typeof eventDetailView> => ({
  ...viewEvent(event.logged, nameOf),
  data: event.recorded.data,
  metadata: event.recorded.metadata,
  hash: event.recorded.metadata['hash'] ?? null,
  previousHash: event.recorded.metadata['previousHash'] ?? null,
  previous: event.previous === null ? null : Number(event.previous),
  next: event.next === null ? null : Number(event.next),
  related: event.related.map((one) => viewEvent(one, nameOf)),
});
