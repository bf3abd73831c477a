import { PageTitle } from '../pages/page-title';
import { PageStatus } from '../pages/page-status';
import { Nothing } from '../pages/answer';
import { words } from '../words';

export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.jobs]} />
      <h1>{words.pages.jobs}</h1>
      <Nothing>此处将列出正在运行与已完成的任务。</Nothing>
      <PageStatus reading={undefined} />
    </>
  );
}
