import { z } from 'zod';
import { revisionOf } from '@bofu/http';
import type { Directory, DirectoryAgency } from './directory/directory';

const date = z.string().meta({ format: 'date' });

export const agencyView = z.strictObject({
  agencyId: z.string(),
  code: z.string().describe('部门代码'),
  name: z.string(),
  regionCode: z.string().describe('行政区划代码'),
  regionName: z.string(),
  parentAgencyId: z.string().nullable().describe('上级部门'),
  effectiveOn: date.describe('以上内容自何日起'),
  succeededOn: date.nullable().describe('职能由其他部门承接之日'),
  backfill: z
    .strictObject({ openedOn: date, reason: z.string() })
    .nullable()
    .describe('期初补录：开启之日与事由；没有开启为 null'),
  singlePersonMode: z.boolean().describe('单人模式：尚未授予任何权限'),
  revision: z.string(),
});

export function viewAgency({ version, ...agency }: DirectoryAgency, directory: Directory): z.input<typeof agencyView> {
  return {
    ...agency,
    backfill: agency.backfill && { ...agency.backfill },
    singlePersonMode: directory.singlePersonMode(agency.agencyId),
    revision: revisionOf(version),
  };
}
