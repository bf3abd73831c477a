import { PageTitle } from '../pages/page-title';
import { PageStatus } from '../pages/page-status';
import { Nothing } from '../pages/answer';
import { words } from '../words';

export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.alerts]} />
      <h1>{words.pages.alerts}</h1>
      <Nothing>此处将列出预警，逐条确认、处置、暂缓与销号。</Nothing>
      <PageStatus reading={undefined} />
    </>
  );
}
