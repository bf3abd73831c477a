import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../architecture/planted-workspace';
import { projectFiles } from './project-files';

const SCREENS = 'apps/web/src/';
/** What other capabilities are made of, and may set in its place among their own. */
const SHARED = new Set(['forms', 'frame', 'marks', 'pages', 'table']);

interface Sheet {
  readonly file: string;
  readonly text: string;
}

/** Each class that rules of a sheet begin with, by the folder the sheet lies in. */
function styledTwice(sheets: readonly Sheet[]): string[] {
  const capabilitiesOf = new Map<string, Set<string>>();
  for (const { file, text } of sheets) {
    const [capability = ''] = file.slice(SCREENS.length).split('/');
    for (const [, selectors = ''] of text.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{/g))
      for (const selector of selectors.split(',')) {
        const first = /\.([a-z][\w-]*)/.exec(selector)?.[1];
        if (first === undefined || selector.trim().startsWith('@')) continue;
        capabilitiesOf.set(first, (capabilitiesOf.get(first) ?? new Set()).add(capability));
      }
  }
  return [...capabilitiesOf]
    .filter(([, capabilities]) => capabilities.size > 1 && ![...capabilities].some((each) => SHARED.has(each)))
    .map(([name, capabilities]) => `.${name} is styled in ${[...capabilities].sort().join(' and ')}`);
}

describe('the styles of the screens', () => {
  const sheets = projectFiles(PROJECT)
    .filter((file) => new RegExp(`^${SCREENS}[^/]+/.*\\.css$`).test(file))
    .map((file) => ({ file, text: readFileSync(join(PROJECT, file), 'utf8') }));

  it('stand each in one capability, but for what all are made of', () => {
    expect(sheets.length).toBeGreaterThan(15);
    expect(styledTwice(sheets)).toEqual([]);
  });

  it('would be seen in two', () => {
    const planted = [
      { file: `${SCREENS}alerts/alerts.css`, text: '.case { color: red } .bar { color: red }' },
      { file: `${SCREENS}months/months.css`, text: '@media print { .case td, .other { color: red } }' },
      { file: `${SCREENS}table/table.css`, text: '.other { color: red } .bar { color: red }' },
    ];
    expect(styledTwice(planted)).toEqual(['.case is styled in alerts and months']);
  });
});
