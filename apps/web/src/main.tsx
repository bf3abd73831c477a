import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { queries } from './api/queries';
import { router } from './routes';
import { theme } from './theme';
import './screens.css';

dayjs.locale('zh-cn');

/** The page's policy allows only styles that carry the nonce of this very answer. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <ConfigProvider
      locale={zhCN}
      theme={theme}
      componentSize="small"
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      {...(nonce !== undefined && nonce !== '' && { csp: { nonce } })}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  </StrictMode>,
);
