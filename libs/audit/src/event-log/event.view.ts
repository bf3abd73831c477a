import { z } from 'zod';
import { beijingInstant } from '@bofu/http';
import { daysBetween, formatYuan, type BusinessDate } from '@bofu/kernel';
import type { EventInFull, LoggedEvent } from './event-log.query';
import { labelOf } from './event-labels';

const number = z.int().meta({ description: '事件编号：全部事件按登记先后 1、2、3…', example: 42 });
const money = z.string().nullable().meta({ description: '元，两位小数', example: '188967.50' });

const itemShape = {
  number,
  position: z.string(),
  eventId: z.string(),
  stream: z.string(),
  version: z.string(),
  type: z.string(),
  label: z.string().meta({ description: '中文名称', example: '追加' }),
  businessDate: z.string().nullable().meta({ format: 'date', example: '2021-10-29' }),
  recordedAt: z.string().nullable().meta({ format: 'date-time', example: '2021-10-29T16:05:09.120+08:00' }),
  actor: z.string(),
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

export const eventAtView = z.strictObject({
  instant: z.string().meta({ format: 'date-time' }),
  position: z.string().nullable().meta({ description: '至此时点已登记的最后位置；此前没有登记则为 null' }),
  number: number.nullable(),
  event: eventView.nullable(),
});

/** Calendar days, in the office's zone, that an event was recorded after the day it counts for. */
function lateDays(businessDate: BusinessDate | null, recordedAt: Date | null): number | null {
  if (businessDate === null || recordedAt === null) return null;
  const days = daysBetween(businessDate, beijingInstant(recordedAt).slice(0, 10) as BusinessDate);
  return days > 0 ? days : null;
}

export function viewEvent(event: LoggedEvent): z.input<typeof eventView> {
  const { number: place, version, amountFen, recordedAt, details, ...rest } = event;
  const label = labelOf(event.type);
  return {
    ...rest,
    number: Number(place),
    version: String(version),
    label,
    appropriationIds: [...event.appropriationIds],
    recordedAt: recordedAt === null ? null : beijingInstant(recordedAt),
    amount: amountFen === null ? null : formatYuan(amountFen),
    summary: details === '' ? label : `${label}：${details}`,
    lateDays: lateDays(event.businessDate, recordedAt),
  };
}

export const viewEventInFull = (event: EventInFull): z.input<typeof eventDetailView> => ({
  ...viewEvent(event.logged),
  data: event.recorded.data,
  metadata: event.recorded.metadata,
  hash: event.recorded.metadata['hash'] ?? null,
  previousHash: event.recorded.metadata['previousHash'] ?? null,
  previous: event.previous === null ? null : Number(event.previous),
  next: event.next === null ? null : Number(event.next),
  related: event.related.map(viewEvent),
});
