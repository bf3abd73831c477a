import { z } from 'zod';
import { initialsOf } from '@bofu/pinyin';
import { standardView, viewStandard } from './appropriation.view';
import type { ProgrammeStanding } from './ledger/programmes.query';
import type { ProgrammeVersions } from './ledger/versions.query';

const date = z.string().meta({ format: 'date', example: '2026-01-01' });

export const programmeView = z.strictObject({
  programmeId: z.string(),
  agencyId: z.string(),
  code: z.string(),
  name: z.string(),
  initials: z.string().describe('名称的拼音首字母'),
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
    initials: initialsOf(rest.name),
    groups: groups.map((group) => ({ ...group })),
    standards: standards.map((standard) => ({
      ...viewStandard(standard),
      groupId: standard.groupId,
      effectiveOn: standard.effectiveOn,
    })),
    revision: `rev-${version}`,
  };
}

const text = z.string();
export const programmeVersionsView = z.strictObject({
  names: z.array(z.strictObject({ effectiveOn: date, code: text, name: text, position: text })),
  standards: z.array(standardView.extend({ groupId: text.nullable(), effectiveOn: date, position: text })),
  targets: z.array(
    z.strictObject({
      fiscalYear: z.int(),
      effectiveOn: date,
      targets: z.array(z.strictObject({ level1: text, level2: text, level3: text, target: text, basis: text })),
      position: text,
    }),
  ),
});

export const viewProgrammeVersions = ({
  names,
  standards,
  targets,
}: ProgrammeVersions): z.input<typeof programmeVersionsView> => ({
  names: names.map((each) => ({ ...each })),
  standards: standards.map((standard) => {
    const { groupId, effectiveOn, position } = standard;
    return { ...viewStandard(standard), groupId, effectiveOn, position };
  }),
  targets: targets.map((each) => ({ ...each, targets: each.targets.map((target) => ({ ...target })) })),
});
