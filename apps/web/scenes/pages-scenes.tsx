import { useQuery } from '@tanstack/react-query';
import { api, read } from '../src/api/client';
import { AsOfField, KnownAtField, YearField } from '../src/books/books-fields';
import { MoneyUnitField } from '../src/books/money-unit-field';
import { useBooks, useDayToRecord } from '../src/books/books';
import { LiveChanges } from '../src/frame/live-changes';
import { Money, Percent } from '../src/marks/money';
import { StatusTag } from '../src/marks/status-tag';
import { Answer } from '../src/pages/answer';
import { Crumbs } from '../src/pages/crumbs';
import { MissingFiles } from '../src/pages/missing-files';
import { NotWritable } from '../src/pages/not-writable';
import { PageStatus } from '../src/pages/page-status';
import { PageTitle } from '../src/pages/page-title';
import { Shown } from './shown';

/** A read of the server in each of its states: what it answers, a test says. */
export function PagesScene() {
  const units = useQuery({ queryKey: ['units'], queryFn: () => read(api.GET('/v1/units')) });
  const { writable } = useBooks();
  return (
    <>
      <PageTitle parts={['预算单位']} />
      <Crumbs to="/setup" word="设定" here="预算单位" />
      <Answer query={units} lines={3}>
        {(reading) => (
          <>
            <p>单位 {reading.value.items.length} 个</p>
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
      {!writable && <NotWritable />}
      <p aria-label="标记">
        <Money yuan="-188967.50" /> <Money yuan={null} /> <Money yuan="12345.00" unit="wan" signed />{' '}
        <Percent value="83.35" /> <Percent value="-0.04" points /> <StatusTag mark="red">滞后</StatusTag>
      </p>
      {location.search.includes('missing') && <MissingFiles />}
      {location.search.includes('live') && <LiveChanges />}
    </>
  );
}

export function BooksScene() {
  return (
    <>
      <YearField />
      <AsOfField />
      <KnownAtField />
      <MoneyUnitField />
      <Shown value={{ ...useBooks(), toRecord: useDayToRecord() }} />
    </>
  );
}
