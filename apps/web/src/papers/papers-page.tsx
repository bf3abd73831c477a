import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { Answer, Nothing } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { PaperQueue } from './paper-queue';
import { usePapers } from './papers';

const TABS = { open: '待办', all: '全部' } as const;

/** 单据: the list on the left, the paper in hand on the right. */
export function Component() {
  const { address, change, linkTo } = useAddress();
  const tab = address.get('papers') === 'all' ? 'all' : 'open';
  const papers = usePapers(tab);
  return (
    <>
      <PageTitle parts={[words.pages.papers]} />
      <div className="toolbar">
        <h1>{words.pages.papers}</h1>
        <div role="group" aria-label="哪些单据" className="queue-tabs">
          {Object.entries(TABS).map(([each, word]) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === tab}
              className="queue-tab"
              onClick={() => change({ papers: each === 'open' ? null : each, paper: null })}
            >
              {word}
            </button>
          ))}
        </div>
        <span className="ways-out">
          <Link to={linkTo('/papers/new')}>读取预算公开</Link>
        </span>
      </div>
      <Answer query={papers} lines={12}>
        {({ value: { items } }) => (
          <PaperQueue
            key={tab}
            items={items}
            goesOn={false}
            nothing={
              <Nothing>没有待办的单据。下达、追加、调剂、计划、标准由经办在相应页面填写，提交后列在这里。</Nothing>
            }
          />
        )}
      </Answer>
      <PageStatus reading={papers.data} />
    </>
  );
}
