import { agencyNamed, RegisterUnit, upToNow, viewUnit } from '@bofu/access';
import { systemClock, today } from '@bofu/http';
import type { BusinessDate } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu unit register`. */
export async function registerUnit(
  options: ActingOptions & {
    code: string;
    name: string;
    nature: string;
    fundingForm: string;
    openedOn: BusinessDate;
    json?: boolean;
  },
): Promise<void> {
  const { code, name, nature, fundingForm, openedOn, json } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/units');
    const facts = { code, name, nature, fundingForm, openedOn };
    const { unitId } = await office.commands.execute(new RegisterUnit(context, facts));
    if (json) printJson({ unitId });
    else print(`已登记单位 ${code} ${name}，编号 ${unitId}`);
  });
}

/** `bofu unit list`. */
export async function listUnits(options: { agency?: string; asOf?: BusinessDate; json?: boolean }): Promise<void> {
  const day = options.asOf ?? today(systemClock);
  await withOffice(async ({ directory, store }) => {
    await upToNow(directory, store);
    const units = directory.units(agencyNamed(directory, options.agency ?? null, day), day).map(viewUnit);
    if (options.json) return printJson(units);
    print(
      plainTable(
        ['编码', '名称', '性质', '经费保障形式', '启用', '撤销', '编号'],
        units.map((unit) => [
          unit.code,
          unit.name,
          unit.nature,
          unit.fundingForm,
          unit.openedOn,
          unit.closedOn ?? '',
          unit.unitId,
        ]),
      ),
    );
    tell(`${units.length} 个`);
  });
}
