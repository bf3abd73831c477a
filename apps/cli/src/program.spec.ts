import { exitCodeOf } from './exit-code';
import { program } from './program';

describe('a command line that cannot be understood', () => {
  /** Understood, or not, before anything is opened: no action is reached. */
  const codeOf = async (command: readonly string[]): Promise<number> => {
    const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const code = await program.parseAsync(command, { from: 'user' }).then(() => 0, exitCodeOf);
    const told = written.mock.calls.map(([text]) => String(text)).join('');
    written.mockRestore();
    expect(told).toMatch(/^[^\n]*\p{Script=Han}[^\n]*\n$/u);
    expect(told).not.toMatch(/Error|is invalid|unknown|missing|required/);
    return code;
  };

  const COMMANDS = [
    ['start'],
    ['demo'],
    ['agency', 'register'],
    ['agency', 'list'],
    ['person', 'register'],
    ['person', 'list'],
    ['unit', 'register'],
    ['unit', 'list'],
    ['import', 'programmes', 'x.json'],
    ['paper', 'read', 'x.docx'],
    ['programme', 'register'],
    ['programme', 'standard', 'x'],
    ['programme', 'end', 'x'],
    ['programme', 'list'],
    ['appropriation', 'issue'],
    ['appropriation', 'supplement', 'x'],
    ['appropriation', 'plan', 'x'],
    ['appropriation', 'list'],
    ['payee', 'list'],
    ['payee', 'register'],
    ['payee', 'propose-account', 'x'],
    ['payee', 'confirm-account', 'x', '9012'],
    ['scheme', 'define'],
    ['scheme', 'list'],
    ['payment', 'submit-run', 'x'],
    ['payment', 'submit', 'x'],
    ['payment', 'pay', 'x'],
    ['payment', 'show', 'x'],
    ['payment', 'review', 'x'],
    ['payment', 'approve', 'x'],
    ['payment', 'second-approve', 'x'],
    ['payment', 'hand-over', 'x'],
    ['payment', 'withdraw', 'x'],
    ['report', 'plan-against-actual'],
    ['report', 'execution-progress'],
    ['report', 'ledger', '--appropriation', 'x'],
    ['report', 'disbursements'],
    ['forecast'],
    ['projection', 'status'],
    ['projection', 'rebuild', 'ledger'],
    ['events', 'list'],
    ['audit', 'verify'],
    ['audit', 'compare'],
    ['audit', 'export'],
    ['audit', 'diff', '--year', '2021'],
    ['audit', 'question'],
    ['alerts', 'list'],
    ['alerts', 'show', 'x'],
    ['alerts', 'evaluate'],
    ['calendar', 'list'],
    ['calendar', 'load'],
    ['calendar', 'correct', '--file', 'x'],
    ['calendar', 'due'],
    ['jobs', 'list'],
    ['jobs', 'show', 'x'],
    ['jobs', 'run', 'x'],
    ['doctor'],
  ];
  it.each(COMMANDS.map((command) => [command.join(' '), command] as const))(
    'is a mistake of usage where it has an option nobody knows: %s',
    async (_name, command) => {
      expect(await codeOf([...command, '--nonsense'])).toBe(2);
    },
  );

  const FORECAST = ['forecast', '--year', '2021', '--appropriation', 'x'];
  const RUN = ['jobs', 'run', 'report-export', '--actor', '001'];
  const ISSUE = ['appropriation', 'issue', '--actor', '001'];
  const DEFINE = ['scheme', 'define', '--actor', '001'];
  const IMPORT = ['import', 'programmes', 'x.json', '--actor'];
  it.each([
    [...FORECAST, '--headcount', '-5'],
    [...FORECAST, '--headcount', '75,587'],
    [...FORECAST, '--headcount', '1.5'],
    [...FORECAST, '--rate', '1e3'],
    [...FORECAST, '--supplement', '-1.00'],
    [...FORECAST, '--supplement-on', '2021-02-30'],
    ['alerts', 'list', '--year', 'abc'],
    ['alerts', 'list', '--level', 'purple'],
    ['alerts', 'list', '--as-of', 'yesterday'],
    ['alerts', 'evaluate', '--on', '2021-13-01'],
    ['events', 'list', '--after', 'x'],
    ['events', 'list', '--limit', 'abc'],
    ['events', 'list', '--limit'],
    ['jobs', 'list', '--limit', '0'],
    ['audit', 'diff'],
    ['audit', 'diff', '--year', '2021', '--limit', 'abc'],
    ['audit', 'export', '--year', '21'],
    ['audit', 'export', '--known-at', 'x'],
    ['audit', 'question', '19', '--period', '2021-13'],
    ['calendar', 'due', '--day', '32'],
    ['report', 'ledger'],
    ['report', 'plan-against-actual', '--year', '2021', '--known-at', 'yesterday'],
    ['import', 'programmes', 'x.json'],
    ['alerts', 'evaluate', '--on', '2021-10-31'],
    ['calendar', 'load', '--year', '2026'],
    ['payment', 'pay', 'x', '--on', '2026-01-30'],
    ['payment', 'review', 'x', '--actor', '001', '--on', '2026-01-30', '--digest', 'abc'],
    ['unit', 'register', '--actor', '001', '--post', 'king'],
    ['person', 'register', '--actor', 'two\nlines', '--name', '王经办'],
    [...ISSUE, '--level', 'county'],
    [...ISSUE, '--amount', '1'],
    [...ISSUE, '--programme-code', '1306'],
    [...ISSUE, '--document-number', '\u202E'],
    [...DEFINE, '--line', 'x'],
    [...DEFINE, '--line', 'x=93.00/fortnight'],
    [...DEFINE, '--line', 'x=93'],
    ['appropriation', 'plan', 'x', '--actor', '001', '--checkpoint', '2026-03-31=a quarter'],
    ['programme', 'standard', 'x', '--actor', '001', '--deadline-on', '13-01'],
    ['projection', 'status', 'too', 'many'],
    ['nonsense'],
    ['events', 'lst'],
    [...RUN, '--parameters', '[]'],
    [...RUN, '--parameters', '{'],
    [...RUN, '--actor', ''],
    [...IMPORT, 'two\nlines'],
    [...IMPORT, '王\u202E经办'],
    [...IMPORT, '长'.repeat(65)],
  ])('is a mistake of usage: %j', async (...command) => {
    expect(await codeOf(command)).toBe(2);
  });
});
