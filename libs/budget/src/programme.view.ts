import { z } from 'zod';
import { standardView, viewStandard } from './appropriation.view';
import type { ProgrammeStanding } from './ledger/programmes.query';

const date = z.string().meta({ format: 'date', example: '2026-01-01' });

export const programmeView = z.strictObject({
  programmeId: z.string(),
  agencyId: z.string(),
  code: z.string(),
  name: z.string(),
  groups: z.array(z.strictObject({ groupId: z.string(), name: z.string() })),
  standards: z
    .array(standardView.extend({ groupId: z.string().nullable(), effectiveOn: date }))
    .meta({ description: '当日执行的发放标准：全体（groupId 为 null）及单独设定的人群' }),
  endsOn: date.nullable(),
  revision: z.string().meta({ example: 'rev-4' }),
});

export function viewProgramme(standing: ProgrammeStanding): z.input<typeof programmeView> {
  const { version, position: _, groups, standards, ...rest } = standing;
  return {
    ...rest,
    groups: groups.map((group) => ({ ...group })),
    standards: standards.map((standard) => ({
      ...viewStandard(standard),
      groupId: standard.groupId,
      effectiveOn: standard.effectiveOn,
    })),
    revision: `rev-${version}`,
  };
}
