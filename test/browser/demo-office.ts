import { rmSync } from 'node:fs';
import { addressOf, startBofu } from '../e2e/command-line';
import { dataFolder, playedDemoDatabase } from '../e2e/played-demo';

export interface DemoOffice {
  readonly address: string;
  /** The appropriation of the demo year issued for a programme, by its code. */
  appropriationOf(programmeCode: string): Promise<string>;
  /** What addresses of screens name: `central`, that appropriation; its `programme`; a `payment` of September charged to it. */
  placesOf(programmeCode: string): Promise<Readonly<Record<'central' | 'programme' | 'payment', string>>>;
  close(): Promise<void>;
}

/**
 * The books of `bofu demo`, served: the year with its alerts, and jobs that run. Whoever is at work on a test may name one
 * that is running already.
 */
export async function openDemoOffice(): Promise<DemoOffice> {
  const running = process.env['BOFU_DEMO_ADDRESS'];
  if (running !== undefined) return at(running, () => Promise.resolve());
  const database = await playedDemoDatabase();
  const dataDir = dataFolder('bofu-screens-');
  const { child, ended } = startBofu(['start'], { BOFU_DATA_DIR: dataDir, BOFU_DATABASE_URL: database.url });
  const close = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
    await database.drop();
  };
  return at(await addressOf(child), close);
}

function at(address: string, close: () => Promise<void>): DemoOffice {
  const issuedFor = async (programmeCode: string) => {
    const { items } = await json<{
      items: { programmeCode: string; appropriationId: string; programmeId: string }[];
    }>(`${address}/v1/appropriations?fiscalYear=2021&limit=200`);
    const found = items.find((each) => each.programmeCode === programmeCode);
    if (found === undefined) throw new Error(`nothing was issued for ${programmeCode}`);
    return found;
  };
  return {
    address,
    close,
    appropriationOf: async (programmeCode) => (await issuedFor(programmeCode)).appropriationId,
    placesOf: async (programmeCode) => {
      const { appropriationId, programmeId } = await issuedFor(programmeCode);
      const { items } = await json<{ items: { paymentId: string }[] }>(
        `${address}/v1/payments?fiscalYear=2021&appropriationId=${appropriationId}&paidIn=2021-09`,
      );
      const [payment] = items;
      if (payment === undefined) throw new Error(`nothing was paid in September for ${programmeCode}`);
      return { central: appropriationId, programme: programmeId, payment: payment.paymentId };
    },
  };
}

const json = async <Body>(address: string): Promise<Body> => (await (await fetch(address)).json()) as Body;
