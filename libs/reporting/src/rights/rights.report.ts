import { rightsAggregate, type Directory } from '@bofu/access';
import type { RecordedEvent } from '@bofu/event-store';
import { inBeijing } from '../heading';
import { reportOf, type ReportBasis, type ReportDefinition } from '../report-basis';
import { rightColumns, type RightRow } from './rights-ledger';

export const rightsReport: ReportDefinition = {
  about: '每项授权一行：何人、何岗、起止、谁提出、谁确认、何时收回',
  missing: null,
  takes: [],
  madeFrom: [],
  async open(basis) {
    const { directory, books } = basis;
    const names = books.agencyScope.flatMap((agencyId) => directory.agency(agencyId, books.asOf)?.name ?? []);
    return reportOf(basis, { units: names, columns: rightColumns, rows: await rightRows(basis) });
  },
};

/** The directory tells who has rights here; what they were by the position, their own events do. */
async function rightRows({ store, directory, books }: ReportBasis): Promise<RightRow[]> {
  const holders = new Set(
    directory.grants().flatMap(({ personId, onAgencyId }) => {
      const isOurs = onAgencyId !== null && books.agencyScope.includes(onAgencyId);
      return isOurs ? [personId] : [];
    }),
  );
  const found: { readonly position: string; readonly row: RightRow }[] = [];
  for (const personId of holders) {
    const { stream, codec } = rightsAggregate(personId, null);
    const grants = new Map<string, { readonly position: string; readonly row: RightRow }>();
    for (const recorded of (await store.readStream(stream)).events) {
      if (recorded.position > books.knownAt) break;
      const { type, data } = codec.decode(recorded);
      const act = { by: nameIn(directory, data.by.personId), at: inBeijing(recordedAt(recorded)) };
      if (type === 'GrantProposed') {
        if (data.onAgencyId === null || !books.agencyScope.includes(data.onAgencyId)) continue;
        const { post, onAgencyId, programmeSetId, from, until, delegatorId, reason } = data;
        const set = directory.programmeSets(onAgencyId).get(programmeSetId ?? '');
        const person = directory.personAnywhere(personId);
        const row: RightRow = {
          person: nameIn(directory, personId),
          number: person?.number ?? null,
          ...{ post, from, until, reason },
          programmeSet: programmeSetId === null ? null : (set?.name ?? programmeSetId),
          delegator: delegatorId === null ? null : nameIn(directory, delegatorId),
          ...{ situation: 'proposed', proposed: act, answered: null, revoked: null },
        };
        grants.set(data.grantId, { position: recorded.position, row });
      }
      const grant = grants.get(data.grantId);
      if (grant === undefined) continue;
      const change = (row: Partial<RightRow>) => grants.set(data.grantId, { ...grant, row: { ...grant.row, ...row } });
      if (type === 'GrantConfirmed') change({ situation: 'confirmed', answered: act });
      if (type === 'GrantDeclined') change({ situation: 'declined', answered: act });
      if (type === 'GrantRevoked') change({ situation: 'revoked', revoked: { ...act, reason: data.reason } });
    }
    found.push(...grants.values());
  }
  return found.sort((a, b) => (a.position < b.position ? -1 : 1)).map(({ row }) => row);
}

const nameIn = (directory: Directory, personId: string): string => directory.nameOf(personId) ?? personId;
const recordedAt = ({ metadata }: RecordedEvent): string => metadata['recordedAt'] ?? '';
