import { z } from 'zod';
import { revisionOf } from '@bofu/http';
import type { DirectoryUnit } from './directory/directory';

const date = z.string().meta({ format: 'date' });

export const unitView = z.strictObject({
  unitId: z.string(),
  agencyId: z.string(),
  code: z.string().describe('单位编码'),
  name: z.string(),
  nature: z.string().describe('单位性质'),
  fundingForm: z.string().describe('经费保障形式'),
  openedOn: date.describe('启用日期'),
  closedOn: date.nullable().describe('撤销日期'),
  revision: z.string(),
});

export const viewUnit = ({ version, ...unit }: DirectoryUnit): z.input<typeof unitView> => ({
  ...unit,
  revision: revisionOf(version),
});
