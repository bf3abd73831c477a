import { agencyCodec, unitCodec } from '@bofu/access';
import type { InterfaceTable } from './interface-table';

interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly regionName: string;
  readonly since: string;
}

/** Each version of the agency's facts with the day it counts from. */
export const agencies: InterfaceTable<AgencyRow> = {
  part: 'basic',
  name: '部门',
  columns: [
    { title: '部门代码', from: 'AgencyRegistered.code, AgencyChanged.code', value: ({ code }) => code },
    { title: '部门名称', from: 'AgencyRegistered.name, AgencyChanged.name', value: ({ name }) => name },
    { title: '行政区划代码', from: 'AgencyRegistered.regionCode', value: ({ regionCode }) => regionCode },
    { title: '行政区划名称', from: 'AgencyRegistered.regionName', value: ({ regionName }) => regionName },
    { title: '自', from: 'AgencyRegistered.effectiveOn', value: ({ since }) => since },
  ],
  rows: ({ events, scope }) =>
    events.filter(agencyCodec.knows).flatMap((event) => {
      const { type, data } = agencyCodec.decode(event);
      if ((type !== 'AgencyRegistered' && type !== 'AgencyChanged') || data.agencyId !== scope.agencyId) return [];
      const { code, name, regionCode, regionName, effectiveOn } = data;
      return effectiveOn <= scope.asOf ? [{ code, name, regionCode, regionName, since: effectiveOn }] : [];
    }),
};

interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly nature: string;
  readonly fundingForm: string;
  readonly since: string;
  readonly closedOn: string | null;
}

/** Each version of a unit's facts with the day it counts from; 撤销日 stands with all of them. */
export const units: InterfaceTable<UnitRow> = {
  part: 'basic',
  name: '预算单位',
  columns: [
    { title: '单位代码', from: 'UnitRegistered.code, UnitChanged.code', value: ({ code }) => code },
    { title: '单位名称', from: 'UnitRegistered.name, UnitChanged.name', value: ({ name }) => name },
    { title: '单位性质', from: 'UnitRegistered.nature', value: ({ nature }) => nature },
    { title: '经费保障形式', from: 'UnitRegistered.fundingForm', value: ({ fundingForm }) => fundingForm },
    { title: '自', from: 'UnitRegistered.openedOn, UnitChanged.effectiveOn', value: ({ since }) => since },
    { title: '撤销日', from: 'UnitClosed.closedOn', value: ({ closedOn }) => closedOn },
  ],
  rows({ events, scope: { agencyId, asOf } }) {
    const versions: (Omit<UnitRow, 'closedOn'> & { readonly unitId: string })[] = [];
    const closed = new Map<string, string>();
    for (const event of events.filter(unitCodec.knows)) {
      const { type, data } = unitCodec.decode(event);
      if (data.agencyId !== agencyId) continue;
      if (type === 'UnitClosed') {
        if (data.closedOn <= asOf) closed.set(data.unitId, data.closedOn);
        continue;
      }
      const { unitId, code, name, nature, fundingForm } = data;
      const since = type === 'UnitRegistered' ? data.openedOn : data.effectiveOn;
      if (since <= asOf) versions.push({ unitId, code, name, nature, fundingForm, since });
    }
    return versions.map(({ unitId, ...facts }) => ({ ...facts, closedOn: closed.get(unitId) ?? null }));
  },
};
