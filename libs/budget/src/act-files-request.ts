import { z } from 'zod';
import { freeText, strictObject } from '@bofu/http';
import { ACT_FILE_KINDS } from './act-files';

const MOST_FILES = 20;

const file = strictObject({
  kind: z.enum(ACT_FILE_KINDS).meta({ description: 'document 文件，receipt 回单，scan 扫描件' }),
  name: freeText(150, '文件名', '冀财社〔2021〕98号.pdf'),
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({
      description: '先已发送的文件的 SHA-256（十六进制）',
      example: '9f86d081884c7d659a2feaa0c55ad015'.repeat(2),
    }),
});

/** The files that come with an act or a paper: sent before, each once. */
export const actFiles = z
  .array(file)
  .max(MOST_FILES)
  .refine((files) => new Set(files.map(({ digest }) => digest)).size === files.length)
  .default([])
  .meta({ description: '随附的文件：先经 POST /v1/attachment-files 发送，与本项一并登记为附件；同一文件一次' });
