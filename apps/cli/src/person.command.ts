import { agencyNamed, PERSON_KIND_LABEL, RegisterPerson, upToNow, viewPerson } from '@bofu/access';
import { systemClock, today } from '@bofu/http';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu person register`. */
export async function registerPerson(
  options: ActingOptions & { name: string; number?: string; service?: boolean; sameName?: boolean; json?: boolean },
): Promise<void> {
  const { name, number = null, service = false, sameName = false, actor, json } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/people', 'person');
    const byFounder = actor === undefined && context.by.mode === 'single-person';
    const registration = { name, number, kind: service ? 'service' : 'person' } as const;
    const { personId } = await office.commands.execute(new RegisterPerson(context, registration, sameName, byFounder));
    if (json) printJson({ personId });
    else print(`已登记${PERSON_KIND_LABEL[registration.kind]} ${name}，编号 ${personId}`);
  });
}

/** `bofu person list`. */
export async function listPeople(options: { agency?: string; json?: boolean }): Promise<void> {
  const day = today(systemClock);
  await withOffice(async ({ directory, store }) => {
    await upToNow(directory, store);
    const people = directory.people(agencyNamed(directory, options.agency ?? null, day)).map(viewPerson);
    if (options.json) return printJson(people);
    print(
      plainTable(
        ['工号', '姓名', '种类', '编号'],
        people.map(({ number, name, kind, personId }) => [number ?? '', name, PERSON_KIND_LABEL[kind], personId]),
      ),
    );
    tell(`${people.length} 人`);
  });
}
