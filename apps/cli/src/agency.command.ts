import { agencyNamed, CloseBackfill, OpenBackfill, RegisterAgency, upToNow, viewAgency } from '@bofu/access';
import { systemClock, today } from '@bofu/http';
import type { BusinessDate } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu agency register`. */
export async function registerAgency(
  options: ActingOptions & {
    code: string;
    name: string;
    regionCode: string;
    regionName: string;
    effectiveOn: BusinessDate;
    parent?: string;
    json?: boolean;
  },
): Promise<void> {
  const { code, name, regionCode, regionName, effectiveOn, parent, actor, json } = options;
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/agencies', 'agency');
    const parentAgencyId = parent === undefined ? null : agencyNamed(office.directory, parent, effectiveOn);
    const facts = { code, name, regionCode, regionName, parentAgencyId, effectiveOn };
    const byFounder = actor === undefined && context.by.mode === 'single-person';
    const { agencyId } = await office.commands.execute(new RegisterAgency(context, facts, byFounder));
    if (json) printJson({ agencyId });
    else print(`已登记部门 ${code} ${name}，编号 ${agencyId}`);
  });
}

/** `bofu agency open-backfill`. */
export async function openBackfill(options: ActingOptions & { reason: string }): Promise<void> {
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/agencies/:agencyId/backfill');
    await office.commands.execute(new OpenBackfill(context, context.agencyId, options.reason));
    print('已开启期初补录：关闭之前，以前的业务不必逐笔写补登事由');
  });
}

/** `bofu agency close-backfill`. */
export async function closeBackfill(options: ActingOptions): Promise<void> {
  await withOffice(async (office) => {
    const context = await actingFromCommandLine(office, options, 'POST /v1/agencies/:agencyId/backfill/closing');
    await office.commands.execute(new CloseBackfill(context, context.agencyId));
    print('已关闭期初补录');
  });
}

/** `bofu agency list`. */
export async function listAgencies(options: { asOf?: BusinessDate; json?: boolean }): Promise<void> {
  const day = options.asOf ?? today(systemClock);
  await withOffice(async ({ directory, store }) => {
    await upToNow(directory, store);
    const agencies = directory.agencies(day).map((agency) => viewAgency(agency, directory, day));
    if (options.json) return printJson(agencies);
    print(
      plainTable(
        ['代码', '名称', '区划', '上级', '编号'],
        agencies.map(({ code, name, regionCode, regionName, parentAgencyId, agencyId }) => [
          code,
          name,
          `${regionCode} ${regionName}`,
          (parentAgencyId && directory.agency(parentAgencyId, day)?.code) ?? '',
          agencyId,
        ]),
      ),
    );
    tell(`${agencies.length} 个`);
  });
}
