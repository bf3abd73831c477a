import { Link } from 'react-router';
import { useAddress } from '../books/books';
import type { Appropriation } from '../programmes/detail/programme-facts';
import { usePaper, usePapersOfFile, type ShownPaper } from './papers';
import { keptFieldWords, keptPlaceWords } from './readings';

type Source = Appropriation['sources'][number];

/** 数据出处: where in which file each figure of an appropriation stands, and how it is printed there. */
export function FigureOrigins({ sources: own }: { sources: readonly Source[] }) {
  const { linkTo } = useAddress();
  const digest = own[0]?.documentDigest ?? null;
  const papers = usePapersOfFile(digest);
  const paper = papers.data?.value.items.find(({ state }) => state === 'approved');
  const shown = usePaper(paper?.paperId ?? null);
  if (digest === null) return null;
  const sources = shown.data === undefined ? own : sourcesIn(shown.data.value.lines, own);
  return (
    <section aria-label="数据出处">
      <h3>
        数据出处
        <small className="form-note">
          　{paper?.fileName ?? '文件'}，SHA-256 <code title={digest}>{digest.slice(0, 12)}</code>
          {paper && (
            <>
              ，<Link to={linkTo('/papers', { papers: 'all', paper: paper.paperId })}>{paper.title}</Link>
            </>
          )}
        </small>
      </h3>
      <table className="paper-entries figure-origins">
        <thead>
          <tr>
            <th scope="col">数据</th>
            <th scope="col">文件上印作</th>
            <th scope="col">位置</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(({ field, printed, place }) => (
            <tr key={field + place}>
              <td>{keptFieldWords(field)}</td>
              <td>{printed === '' ? '（空白）' : printed}</td>
              <td>{keptPlaceWords(place)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The entry that issued it, by where its code or else its first figure stands, and what the same paper says of it. */
function sourcesIn(lines: ShownPaper['lines'], own: readonly Source[]): readonly Source[] {
  const [first] = own;
  const issue = lines.find(({ type, sources }) => type === 'issue-appropriation' && sources[0]?.place === first?.place);
  if (issue === undefined) return own;
  const about = lines.filter(({ act }) => (act as { readonly entry?: number }).entry === issue.entry);
  return [issue, ...about].flatMap(({ sources }) => sources);
}
