import fc from 'fast-check';
import { z } from 'zod';
import {
  businessDate,
  documentNumber,
  freeText,
  percent,
  period,
  signedYuan,
  text,
  uuid,
  worded,
  yuan,
} from './schemas';

const fields = { businessDate, documentNumber, percent, period, signedYuan, text: text(20), uuid, yuan };

describe('a field', () => {
  it.each(Object.entries(fields))('%s is described well enough to be sent: its own example passes', (_name, field) => {
    const described = z.toJSONSchema(field, { io: 'input' });
    expect(described).toMatchObject({ type: 'string', description: expect.stringMatching(/./) });
    expect(field.safeParse(described['example']).success).toBe(true);
  });

  it.each(Object.entries(fields))('%s takes nothing that its description rules out', (_name, field) => {
    const { pattern } = z.toJSONSchema(field, { io: 'input' });
    if (pattern === undefined) return;
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^-?\d{1,4}([-.]\d{1,2}){0,2}$/)), (input) => {
        if (field.safeParse(input).success) expect(input).toMatch(new RegExp(pattern, 'u'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a share', () => {
  it('is read into whole basis points, exactly', () => {
    for (let points = 0; points <= 10_000; points += 1) {
      const digits = String(points).padStart(3, '0');
      expect(percent.parse(`${digits.slice(0, -2)}.${digits.slice(-2)}`)).toBe(points);
    }
    expect([percent.parse('25'), percent.parse('25.5'), percent.parse('100')]).toEqual([2500, 2550, 10_000]);
  });
});

describe('a text', () => {
  it('is measured in characters, not in code units', () => {
    expect(text(3).safeParse('𠮷𠮷𠮷').success).toBe(true);
    expect(text(3).safeParse('𠮷𠮷𠮷𠮷').success).toBe(false);
  });
});

describe('what somebody writes in words of her own', () => {
  const request = worded({ reason: freeText(100, '事由', '调剂'), amount: yuan.nullable() });
  const asked = (body: object): unknown => {
    try {
      return request.parse({ amount: null, ...body });
    } catch (error) {
      return error;
    }
  };

  it('is asked about where a number in it may be a person’s', () => {
    expect(asked({ reason: '退回 13912345678' })).toMatchObject({
      code: 'looks-like-personal-data',
      facts: { field: 'reason', looksLike: 'mobile-number', ending: '5678' },
    });
  });

  it('passes with a stated reason, which is no field of the command', () => {
    expect(asked({ reason: '退回 13912345678', confirmation: '是合同编号' })).toEqual({
      amount: null,
      reason: '退回 13912345678',
    });
  });

  it('may not hold such a number in the stated reason either', () => {
    expect(asked({ reason: '退回 13912345678', confirmation: '他的手机 13912345678' })).toMatchObject({
      code: 'looks-like-personal-data',
      facts: { field: 'confirmation' },
    });
  });
});
