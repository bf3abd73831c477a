import type { Person } from '../api/acting-person';
import { useBooks } from '../books/books';
import { agencyText, useOffice } from '../books/office';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { SmallOfficeNote, VacancyNote } from './office-notes';
import { PersonForm } from './person-form';

const COLUMNS: readonly Column<Person>[] = [
  { key: 'name', title: '姓名', names: true, cell: ({ name }) => name },
  { key: 'number', title: '工号', cell: ({ number }) => number ?? words.nothing },
];

/** 部门与人员: whose books are in sight, and who may act on them. */
export function Component() {
  const { writable } = useBooks();
  const { agency, people } = useOffice();
  return (
    <>
      <PageTitle parts={[words.pages.people]} />
      <h1>{words.pages.people}</h1>
      {agency && (
        <p>
          {agency.code} {agencyText(agency)}，以上内容自 {agency.effectiveOn}
        </p>
      )}
      <SmallOfficeNote agency={agency} />
      <VacancyNote agency={agency} />
      <DataTable caption="可以办理登记的人员" columns={COLUMNS} rows={people} keyOf={({ personId }) => personId} />
      {writable && <PersonForm title="登记人员" />}
    </>
  );
}
