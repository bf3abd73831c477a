import { programmeCodec } from '@bofu/budget';
import type { InterfaceTable } from './interface-table';

interface ProgrammeRow {
  readonly programmeId: string;
  readonly code: string;
  readonly name: string;
  readonly since: string;
  readonly reason: string | null;
}

/** Each code and name of a programme with the day it counts from. */
export const programmes: InterfaceTable<ProgrammeRow> = {
  part: 'programme',
  name: '项目',
  columns: [
    { title: '项目编号', from: 'ProgrammeRegistered.programmeId', value: ({ programmeId }) => programmeId },
    { title: '项目代码', from: 'ProgrammeRegistered.code, ProgrammeRenamed.code', value: ({ code }) => code },
    { title: '项目名称', from: 'ProgrammeRegistered.name, ProgrammeRenamed.name', value: ({ name }) => name },
    { title: '自', from: 'ProgrammeRegistered.effectiveOn, ProgrammeRenamed.effectiveOn', value: ({ since }) => since },
    { title: '变更事由', from: 'ProgrammeRenamed.reason', value: ({ reason }) => reason },
  ],
  rows: ({ events, scope }) =>
    events.filter(programmeCodec.knows).flatMap((event) => {
      const { type, data } = programmeCodec.decode(event);
      if ((type !== 'ProgrammeRegistered' && type !== 'ProgrammeRenamed') || data.agencyId !== scope.agencyId)
        return [];
      const { programmeId, code, name, effectiveOn } = data;
      const reason = 'reason' in data ? data.reason : null;
      return effectiveOn <= scope.asOf ? [{ programmeId, code, name, since: effectiveOn, reason }] : [];
    }),
};

interface TargetRow {
  readonly programmeId: string;
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly basis: string;
  readonly since: string;
}

/** The targets of the year as they were last set, in the words of the document. */
export const performanceTargets: InterfaceTable<TargetRow> = {
  part: 'programme',
  name: '绩效目标',
  columns: [
    { title: '项目编号', from: 'PerformanceTargetsSet.programmeId', value: ({ programmeId }) => programmeId },
    { title: '一级指标', from: 'PerformanceTargetsSet.targets.level1', value: ({ level1 }) => level1 },
    { title: '二级指标', from: 'PerformanceTargetsSet.targets.level2', value: ({ level2 }) => level2 },
    { title: '三级指标', from: 'PerformanceTargetsSet.targets.level3', value: ({ level3 }) => level3 },
    { title: '指标值', from: 'PerformanceTargetsSet.targets.target', value: ({ target }) => target },
    { title: '指标值确定依据', from: 'PerformanceTargetsSet.targets.basis', value: ({ basis }) => basis },
    { title: '自', from: 'PerformanceTargetsSet.effectiveOn', value: ({ since }) => since },
  ],
  rows({ events, scope: { agencyId, fiscalYear, asOf } }) {
    const inForce = new Map<string, readonly TargetRow[]>();
    for (const event of events.filter(programmeCodec.knows)) {
      const { type, data } = programmeCodec.decode(event);
      if (type !== 'PerformanceTargetsSet' || data.agencyId !== agencyId || data.fiscalYear !== fiscalYear) continue;
      const { programmeId, targets, effectiveOn } = data;
      if (effectiveOn <= asOf)
        inForce.set(
          programmeId,
          targets.map((target) => ({ ...target, programmeId, since: effectiveOn })),
        );
    }
    return [...inForce.values()].flat();
  },
};
