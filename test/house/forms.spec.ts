import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { PROJECT } from '../architecture/planted-workspace';
import { projectFiles } from './project-files';

interface Rule {
  readonly longest?: number;
  readonly pattern?: string;
  readonly least?: number;
  readonly most?: number;
}
type Bodies = Readonly<Record<string, Readonly<Record<string, Rule>>>>;

const { BODY_RULES } = jest.requireActual<{ BODY_RULES: Bodies }>('../../apps/web/src/api/body-rules');

/** The screens' own files: neither tests nor what is made from the interface. */
const screens = projectFiles(PROJECT, 'apps/web/src')
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.ts$|\/api\/(?:interface|body-rules)\.ts$/.test(file))
  .map((file) => readFileSync(join(PROJECT, file), 'utf8'));

const parsed = (text: string) =>
  ts.createSourceFile('screen.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

const BOUNDS = new Set(['maxLength', 'minLength', 'limit', 'least', 'most', 'min', 'max', 'required', 'pattern']);
const MISSING = /\.trim\(\) === ''\s*(?:&&|\?)\s*\(?[`'"]请(?:填写|写明|写)/;

/** Rules that a form states of its own: a bound as a number, and what is missing said beside the question whether it is. */
function ownRules(text: string): string[] {
  const found: string[] = [];
  walk(parsed(text), (node) => {
    if (ts.isConditionalExpression(node) || ts.isBinaryExpression(node)) {
      const said = node.getText();
      if (MISSING.test(said) && said.search(MISSING) < 80) found.push(said);
    }
    if (!ts.isJsxAttribute(node) || !BOUNDS.has(node.name.getText())) return;
    // A bar is no control: its end is all of what it shows.
    const [element] = [node.parent.parent].filter(
      (each) => ts.isJsxSelfClosingElement(each) || ts.isJsxOpeningElement(each),
    );
    if (element?.tagName.getText() === 'progress') return;
    if (node.initializer === undefined || /^(?:"|\{\s*["'\d/-])/.test(node.initializer.getText()))
      found.push(node.getText());
  });
  return found;
}

/** What a text or a template can become, as a pattern. */
function patternOf(node: ts.Node | undefined, named: ReadonlyMap<string, ts.Expression>): RegExp | null {
  if (node === undefined) return null;
  if (ts.isIdentifier(node)) return patternOf(named.get(node.text), named);
  const exactly = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (ts.isStringLiteralLike(node)) return new RegExp(`^${exactly(node.text)}$`);
  if (!ts.isTemplateExpression(node)) return null;
  const rest = node.templateSpans.map(({ literal }) => `.*${exactly(literal.text)}`);
  return new RegExp(`^${exactly(node.head.text)}${rest.join('')}$`);
}

interface Said {
  /** Paths under which something is sent. */
  readonly sent: RegExp[];
  /** Path and name of each field that takes its rule from the interface. */
  readonly bound: (readonly [RegExp, RegExp])[];
}

function saidIn(texts: readonly string[]): Said {
  const said: Said = { sent: [], bound: [] };
  for (const text of texts) {
    const source = parsed(text);
    const named = new Map<string, ts.Expression>();
    walk(source, (node) => {
      if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer)
        named.set(node.name.text, node.initializer);
      // Acts that may go on a paper: each by its name, with its route.
      if (
        ts.isPropertyAssignment(node) &&
        node.parent.parent.getText().startsWith('{') &&
        /^'\/v1\//.test(node.initializer.getText())
      )
        said.sent.push(patternOf(node.initializer, named)!);
      if (!ts.isCallExpression(node)) return;
      const callee = node.expression.getText();
      const [path, name] = node.arguments;
      const [pathPattern, namePattern] = [patternOf(path, named), patternOf(name, named)];
      if ((callee === 'command' || callee === 'send') && pathPattern) said.sent.push(pathPattern);
      if (callee === 'bodyField' && pathPattern && namePattern) said.bound.push([pathPattern, namePattern]);
    });
  }
  return said;
}

/** Several bodies with one form: the rule is taken from one of them, and body-field.spec.ts holds the document to it. */
const ONE_FORM: readonly (readonly string[])[] = [
  ['/v1/accounts/{accountId}/disabling', '/v1/accounts/{accountId}/session-ending'],
  [
    '/v1/appropriations/{appropriationId}/arrivals',
    '/v1/appropriations/{appropriationId}/arrivals/{arrivalId}/corrections',
  ],
  [
    '/v1/appropriations/{appropriationId}/spending-plan',
    '/v1/appropriations/{appropriationId}/spending-plan-revisions',
  ],
  ['/v1/calendars/{year}/load', '/v1/calendars/{year}/correct'],
  ['/v1/disbursements', '/v1/payout-runs'],
  ['/v1/payout-schemes', '/v1/payout-schemes/{schemeId}/revise'],
  ['/v1/units', '/v1/units/{unitId}/changes'],
];

/** What nobody types as it is sent. */
const NOT_TYPED: readonly {
  readonly because: string;
  readonly is: (name: string, rule: Rule, path: string) => boolean;
}[] = [
  {
    because: 'money and days are read by the parsers of the kernel, on the page as at the door',
    is: (_, { pattern = '' }) => /^\^-?\??\\d\{1,24\}|^\^\\d\{4\}-/.test(pattern),
  },
  {
    because: 'there is one rule of it for all bodies, and one control',
    is: (name) => /(?:^|\.)(?:confirmation|lateReason|documentNumber|headcount|heads|people)$/.test(name),
  },
  {
    because: 'it is chosen from what is on record',
    is: (name) =>
      /(?:Ids?(?:\.each)?|\.id|Code|(?:statements|measures)\.level\d)$|^(?:agency|assignee|projection|nature|fundingForm|from|to|charge|entries\.entry|\w+\.(?:charge|line))$/.test(
        name,
      ),
  },
  {
    because: 'what the page was shown, or was opened with, is sent back as it was',
    is: (name) =>
      /(?:[dD]igest|^shownAt|^link|^seen\.each|^charges?\.each|^choices\.sequence|^query)$|^entries\.sources/.test(
        name,
      ),
  },
  {
    because: 'the year is that of the books in sight',
    is: (name, _, path) => name === 'fiscalYear' && path !== '/v1/appropriations',
  },
  {
    because: 'an entry of a paper is the body of its own route',
    is: (name, _, path) => path === '/v1/papers' && name.startsWith('entries.content.'),
  },
  { because: 'it is a file that was chosen', is: (name) => /^(?:contentBase64|fileName|files\.name)$/.test(name) },
  { because: 'a draft is kept as it stands', is: (_, __, path) => path.startsWith('/v1/drafts/') },
  {
    because: 'no form offers it',
    is: (name, _, path) =>
      new Set([
        '/v1/administrators number',
        '/v1/disbursements reason',
        '/v1/payout-runs reason',
        '/v1/jobs/{jobId}/cancel reason',
      ]).has(`${path} ${name}`),
  },
];

/** Fields with bounds that are sent, and take no rule from the interface. */
function unbound(texts: readonly string[], bodies: Bodies): string[] {
  const { sent, bound } = saidIn(texts);
  const isBound = (path: string, name: string) => bound.some(([one, other]) => one.test(path) && other.test(name));
  return Object.entries(bodies)
    .filter(([path]) => sent.some((each) => each.test(path)))
    .flatMap(([path, fields]) =>
      Object.entries(fields)
        .filter(([, { longest, pattern, least, most }]) =>
          [longest, pattern, least, most].some((bound) => bound !== undefined),
        )
        .filter(([name, rule]) => !NOT_TYPED.some(({ is }) => is(name, rule, path)))
        .filter(
          ([name]) => !(ONE_FORM.find((paths) => paths.includes(path)) ?? [path]).some((each) => isBound(each, name)),
        )
        .map(([name]) => `${path} ${name}`),
    );
}

describe('the forms of the screens', () => {
  it('state no rule of their own', () => {
    expect(screens.length).toBeGreaterThan(200);
    expect(screens.flatMap(ownRules)).toEqual([]);
  });

  it('take the rule of every field that is typed from the interface', () => {
    expect(unbound(screens, BODY_RULES)).toEqual([]);
  });

  it('are told when they state one, and when they leave one out: what would be found', () => {
    expect(
      ownRules(`
        const wrong = name.trim() === '' ? '请填写名称' : null;
        const note = name.trim() === '' ? '没有可空' : null;
        const form = <><Input maxLength={30} /><Input maxLength={longest} /><InputNumber min={1} required /><progress max={100} /></>;
      `),
    ).toEqual(["name.trim() === '' ? '请填写名称' : null", 'maxLength={30}', 'min={1}', 'required']);
    const bodies = {
      '/v1/things': {
        name: { longest: 40 },
        reason: { longest: 500 },
        amount: { pattern: '^\\d{1,24}\\.\\d{2}$' },
        note: {},
      },
      '/v1/things/{id}/end': { reason: { longest: 500 }, kind: { longest: 9 } },
      '/v1/others': { name: { longest: 40 } },
    };
    const form = `
      const PATH = '/v1/things';
      const NAME = bodyField(PATH, 'name', '名称');
      const sent = command('/v1/things', { body });
      const ended = send(\`/v1/things/\${id}/end\`, body);
      const read = api.GET('/v1/others');
    `;
    expect(unbound([form], bodies)).toEqual([
      '/v1/things reason',
      '/v1/things/{id}/end reason',
      '/v1/things/{id}/end kind',
    ]);
    expect(
      unbound(
        [form, "bodyField('/v1/things/{id}/end', `${one}`, '缘由'); bodyField('/v1/things', 'reason', '')"],
        bodies,
      ),
    ).toEqual([]);
  });

  it('leave out nothing that is said here to be left out for no reason', () => {
    const all = Object.entries(BODY_RULES).flatMap(([path, fields]) =>
      Object.entries(fields).map(([name, rule]) => [name, rule, path] as const),
    );
    const idle = NOT_TYPED.filter(({ is }) => !all.some(([name, rule, path]) => is(name, rule, path)));
    expect(idle.map(({ because }) => because)).toEqual([]);
  });
});
