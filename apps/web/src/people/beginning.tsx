import { useIsUnderWay } from '../api/recordings';
import { agencyText } from '../books/office';
import type { Agency } from '../books/office-query';
import { PageTitle } from '../pages/page-title';
import { AgencyForm } from './agency-form';
import { PersonForm } from './person-form';

/** The first two things to be recorded anywhere: whose books these are, and who acts first. */
export default function Beginning({ agency }: { agency: Agency | null }) {
  const isRegistering = useIsUnderWay('agency');
  return (
    <>
      <PageTitle parts={['开始使用']} />
      <h1>开始使用</h1>
      <p>
        {agency === null
          ? '本系统还没有登记部门与人员。先登记记账的部门，再登记第一位经办人，之后即可登记项目与拨付。'
          : `${agencyText(agency)}（${agency.code}）已登记，尚无人员。请登记第一位经办人；由本人登记，此后的登记都记在所选的人名下。`}
      </p>
      {agency === null || isRegistering ? <AgencyForm title="登记部门" /> : <PersonForm title="登记第一位经办人" />}
    </>
  );
}
