import type { ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { parseBusinessDate } from '@bofu/kernel';
import { ActorContext, type Actor } from '../src/api/acting-person';
import { queries } from '../src/api/queries';
import { BooksContext, useAddress, type Books } from '../src/books/books';
import '../src/screens.css';
import { theme } from '../src/theme';
import { ActFormScene, FieldsScene, RecordingScene } from './forms-scenes';
import { FrameScene } from './frame-scenes';
import { BooksScene, PagesScene } from './pages-scenes';
import { TableScene } from './table-scenes';

dayjs.locale('zh-cn');

/** Shared components by themselves, as the tests in test/browser/shared-components open them: `/fields`. */
const SCENES: Readonly<Record<string, ComponentType>> = {
  recording: RecordingScene,
  'act-form': ActFormScene,
  fields: FieldsScene,
  table: TableScene,
  pages: PagesScene,
  books: BooksScene,
  frame: FrameScene,
};

const ACTOR: Actor = { agencyId: 'a-1', personId: 'p-1', name: '王经办', post: 'clerk', posts: ['clerk'] };

function Scene() {
  const { inAddress } = useAddress();
  const books: Books = {
    agencyId: null,
    fiscalYear: inAddress.fiscalYear ?? 2021,
    asOf: inAddress.asOf ?? parseBusinessDate('2021-10-26'),
    knownAt: inAddress.knownAt,
    money: inAddress.money ?? 'yuan',
    writable: inAddress.knownAt === null,
  };
  const Shown = SCENES[location.pathname.split('/')[1] ?? ''];
  return (
    <BooksContext value={books}>
      <ActorContext value={ACTOR}>
        <main id="main" tabIndex={-1}>
          {Shown && <Shown />}
        </main>
      </ActorContext>
    </BooksContext>
  );
}

createRoot(document.getElementById('app')!).render(
  <ConfigProvider
    locale={zhCN}
    theme={theme}
    componentSize="small"
    button={{ autoInsertSpace: false }}
    wave={{ disabled: true }}
  >
    <QueryClientProvider client={queries}>
      <RouterProvider router={createBrowserRouter([{ path: '*', Component: Scene }])} />
    </QueryClientProvider>
  </ConfigProvider>,
);
