import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../architecture/planted-workspace';
import { projectFiles } from './project-files';

const SHARED = /^apps\/web\/src\/(?:api|forms|table|pages|frame|books|marks)\/[^/]+(?<!\.spec)\.tsx?$/;
const MADE = /\/(?:interface|body-rules)\.ts$/;

const textOf = (file: string): string => readFileSync(join(PROJECT, file), 'utf8');

/** Components and hooks that a file gives to others; a default export by the name of its function. */
const givenBy = (text: string): string[] =>
  [...text.matchAll(/^export (?:default )?(?:const|function) ([A-Z][a-z]\w*|use[A-Z]\w*)\b/gm)]
    .map(([, name]) => name ?? '')
    .filter((name) => !name.endsWith('Context'));

/** What another one shows, or what needs an office behind it: the test that opens it, and what that looks for. */
const SCENES = 'test/browser/shared-components.e2e-spec.ts';
const SHOWN_BY: Readonly<Record<string, readonly [file: string, lookedFor: string]>> = {
  Frame: ['test/browser/browser.ts', '.nobody-chosen'],
  NobodyChosen: ['test/browser/browser.ts', '.nobody-chosen'],
  ActingPersonPicker: ['test/browser/browser.ts', '.nobody-chosen'],
  useChoice: ['test/browser/browser.ts', '.nobody-chosen'],
  TopBar: ['test/browser/sign-in.e2e-spec.ts', '主要页面'],
  AgencyField: ['test/browser/first-use.e2e-spec.ts', "getByLabel('部门')"],
  useOfficeOf: ['test/browser/first-use.e2e-spec.ts', "getByLabel('部门')"],
  usePaperNeeded: ['test/browser/budget-papers.e2e-spec.ts', '加入单据'],
  useOffice: [SCENES, '保定市满城区人社局'],
  useActor: [SCENES, '撤并'],
  useIsUnderWay: ['test/browser/first-use.e2e-spec.ts', "locator('.unattended-acts')"],
  useUnattendedActs: [SCENES, '是否已登记尚不清楚，正在核实'],
  ActUnderWay: [SCENES, '先前提交的一笔已登记在账'],
  useUnsaved: [SCENES, '留下继续填写'],
  useFormToLeave: [SCENES, '放弃并离开'],
  LeaveQuestion: [SCENES, '放弃并离开'],
  useListedShortcuts: [SCENES, '键盘操作'],
  useFocusOnRow: [SCENES, "keyboard.press('j')"],
  useDensity: [SCENES, '宽松'],
  useKeptInBrowser: [SCENES, '宽松'],
  useDrawnChart: ['test/browser/first-screens.e2e-spec.ts', '.execution-chart svg'],
  useLastRecorded: [SCENES, 'reads out what was recorded'],
  SaveViewForm: [SCENES, "type('视图名称', '中央')"],
  useListSettings: [SCENES, '**/v1/list-settings**'],
  MarkShape: [SCENES, '滞后'],
  Waiting: [SCENES, '正在读取'],
  Refusal: [SCENES, 'right-missing　追踪号 t-9'],
  Nothing: [SCENES, '过去的账不能登记。'],
};

/** Names that no spec and no scene speaks of. */
const unnamed = (given: readonly string[], tests: readonly string[]): string[] =>
  given.filter((name) => !tests.some((text) => new RegExp(`\\b${name}\\b`).test(text)));

const files = projectFiles(PROJECT);
const tests = files.filter((file) => /^apps\/web\/(?:src\/.*\.spec\.ts|scenes\/.*\.tsx)$/.test(file)).map(textOf);

describe('what the screens share', () => {
  it('is named by a test of its own, or by one that opens what shows it', () => {
    const given = files
      .filter((file) => SHARED.test(file) && !MADE.test(file))
      .flatMap((file) => givenBy(textOf(file)));
    expect(given.length).toBeGreaterThan(60);
    expect(unnamed(given, tests).filter((name) => !(name in SHOWN_BY))).toEqual([]);
  });

  it.each(Object.entries(SHOWN_BY))('%s is looked for where it is shown', (name, [file, lookedFor]) => {
    expect(textOf(file)).toContain(lookedFor);
    expect(unnamed([name], tests)).toEqual([name]);
  });

  it('is told where nothing speaks of it: what would be found', () => {
    const text =
      'export function Told() {}\nexport const useTold = 1;\nexport const Untold = 2;\nexport const plain = 3;\nexport const AContext = 4;';
    expect(unnamed(givenBy(text), ['<Told />; useTold()'])).toEqual(['Untold']);
  });

  it('has each of its scenes opened', () => {
    const scenes = [...textOf('apps/web/scenes/main.tsx').matchAll(/^ {2}'?([\w-]+)'?: \w+Scene,$/gm)].map(
      ([, name]) => name,
    );
    const opened = textOf('test/browser/shared-components.e2e-spec.ts');
    expect(scenes.length).toBeGreaterThan(5);
    expect(scenes.filter((name) => !new RegExp(`open\\('${name}[?']`).test(opened))).toEqual([]);
  });
});
