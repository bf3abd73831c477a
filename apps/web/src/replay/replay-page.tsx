import { PageTitle } from '../pages/page-title';
import { PageStatus } from '../pages/page-status';
import { Nothing } from '../pages/answer';
import { words } from '../words';

export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.replay]} />
      <h1>{words.pages.replay}</h1>
      <Nothing>此处将对比两个时点的账，并列出造成差异的事件。</Nothing>
      <PageStatus reading={undefined} />
    </>
  );
}
