import { addressOf, readConfiguration, type Office } from '@bofu/api';
import { print, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu administrators`: the way in for the first two, and the way back when fewer than two are left. */
export async function printAdministratorLinks(): Promise<void> {
  const address = addressOf(readConfiguration(process.env));
  await withOffice(async (office) => {
    const links = await linksAt(office, address);
    if (links.length === 0) return tell('已有两位安全管理员在任，可以相互确认，不需要新的链接');
    for (const link of links) print(link);
    tell(`共 ${links.length} 个，各供一人使用一次，72 小时内有效；此前打印的已作废。请分别交给两个人`);
  });
}

export const linksAt = async (office: Pick<Office, 'administratorLinks'>, address: string): Promise<string[]> =>
  (await office.administratorLinks()).map((path) => `${address}${path}`);
