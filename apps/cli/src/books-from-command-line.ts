import { SelectedBooks, upToNow } from '@bofu/access';
import type { Office } from '@bofu/api';
import type { BooksSelection } from '@bofu/event-store';
import type { KnownAt } from '@bofu/http';
import type { BusinessDate } from '@bofu/kernel';

interface BooksOptions {
  readonly agency?: string | undefined;
  readonly year?: number | undefined;
  readonly asOf?: BusinessDate | undefined;
  readonly knownAt?: KnownAt | undefined;
}

type OpenOffice = Pick<Office, 'app' | 'directory' | 'store'>;

/** The books that a reading command means: of the agency named, or of the only one there is. */
export async function booksFromCommandLine(
  { app, directory, store }: OpenOffice,
  { agency, year, asOf, knownAt }: BooksOptions,
): Promise<BooksSelection> {
  await upToNow(directory, store);
  const selected = app.get(SelectedBooks, { strict: false });
  return (await selected.of({ agency, fiscalYear: year, asOf, knownAt })).books;
}

export async function agencyFromCommandLine(
  office: OpenOffice,
  agency: string | undefined,
): Promise<{ readonly agencyId: string; readonly agencyScope: readonly [string] }> {
  const { agencyScope } = await booksFromCommandLine(office, { agency });
  const [agencyId = ''] = agencyScope;
  return { agencyId, agencyScope: [agencyId] };
}
