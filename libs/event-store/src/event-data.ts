import { z } from 'zod';
import { CHANNELS, POSTS, type BusinessDate, type DocumentNumber, type Period, type Stamp } from '@bofu/kernel';

/** The atoms of recorded event data, for the capabilities' codecs. A recorded event was checked before it was written. */

const matching = <Text extends string>(pattern: RegExp) =>
  z.custom<Text>((value) => typeof value === 'string' && pattern.test(value));

/** 分, as digits. */
export const digits = matching<string>(/^-?\d{1,30}$/);
export const date = matching<BusinessDate>(/^\d{4}-\d{2}-\d{2}$/);
export const period = matching<Period>(/^\d{4}-\d{2}$/);
export const text = z.string();
export const count = z.int();

export const documentNumber: z.ZodType<DocumentNumber> = z.strictObject({
  printed: text,
  normalized: text.nullable(),
});

const stamp = {
  agencyId: text,
  by: z.strictObject({
    personId: text,
    post: z.enum(POSTS),
    delegationId: text.nullable(),
    channel: z.enum(CHANNELS),
    mode: z.enum(['single-person', 'office']),
  }),
  bookedIn: period.nullable(),
} satisfies z.ZodRawShape & Record<keyof Stamp, z.ZodType>;

/** Reads the data of one event type, nothing missing and nothing more, with the stamp that every event carries. */
export function dataOf<Shape extends z.ZodRawShape>(shape: Shape) {
  const schema = z.strictObject({ ...shape, ...stamp });
  return (data: unknown) => schema.parse(data);
}
