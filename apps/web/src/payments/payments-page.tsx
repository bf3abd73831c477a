import { PageTitle } from '../pages/page-title';
import { PageStatus } from '../pages/page-status';
import { Nothing } from '../pages/answer';
import { words } from '../words';

export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.payments]} />
      <h1>{words.pages.payments}</h1>
      <Nothing>此处将登记单笔拨付与发放批次，并列出全部拨付。</Nothing>
      <PageStatus reading={undefined} />
    </>
  );
}
