import { addressOf, readConfiguration } from '@bofu/api';
import { linksAt } from './administrators.command';
import { tell } from './terminal';
import { serve } from './with-office';

/**
 * `bofu start`: the server with whatever this office has recorded, until Ctrl-C. Where signing in is required and fewer
 * than two could confirm each other, the links by which they come in are told first.
 */
export const start = (): Promise<void> =>
  serve(
    (address) => `拨付已启动：${address}（接口说明 ${address}/docs），按 Ctrl-C 停止`,
    undefined,
    async (office) => {
      const configuration = readConfiguration(process.env);
      if (configuration.signIn !== 'required') return;
      const links = await linksAt(office, addressOf(configuration));
      for (const link of links) tell(`安全管理员就任（一次有效，请分别交给两个人）：${link}`);
    },
  );
