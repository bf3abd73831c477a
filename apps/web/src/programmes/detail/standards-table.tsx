import { Answer } from '../../pages/answer';
import { groupName, useProgramme, type Programme } from '../../payments/programmes';
import { DataTable, type Column } from '../../table/data-table';
import { words } from '../../words';

type Standard = Programme['standards'][number];

/** 发放标准 of the programme in force on the day in sight: for everybody, and for each group that has one of its own. */
export function StandardsTable({ programmeId }: { programmeId: string }) {
  const query = useProgramme(programmeId);
  return (
    <Answer query={query}>
      {({ value: programme }) => {
        const columns: readonly Column<Standard>[] = [
          {
            key: 'group',
            title: '人群',
            names: true,
            cell: ({ groupId }) => groupName([programme], programmeId, groupId),
          },
          { key: 'since', title: '自', cell: ({ effectiveOn }) => effectiveOn },
          {
            key: 'rates',
            title: '标准',
            cell: ({ rates }) =>
              rates.map(({ label, amount, per }) => `${label} ${amount} 元/${words.ratePer[per]}`).join('，') ||
              words.nothing,
          },
          {
            key: 'headcount',
            title: '人数',
            align: 'right',
            cell: ({ headcount }) => headcount?.toLocaleString('en-US') ?? words.nothing,
          },
          { key: 'cashFlow', title: '支付节奏', cell: ({ cashFlow }) => words.cashFlow[cashFlow] },
          { key: 'deadline', title: '时限', cell: ({ deadline }) => deadline.printed },
        ];
        return (
          <DataTable
            caption={`项目 ${programme.code} ${programme.name} 的发放标准${programme.endsOn === null ? '' : `，${programme.endsOn} 起终止`}`}
            columns={columns}
            rows={programme.standards}
            keyOf={({ groupId }) => groupId ?? 'all'}
            empty="没有设定发放标准"
          />
        );
      }}
    </Answer>
  );
}
