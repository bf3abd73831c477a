import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createOpenApiDocument } from '@bofu/http';

/** The OpenAPI document of the whole product; `docs/openapi.json` is its checked-in copy. */
export const describeInterface = (app: INestApplication): OpenAPIObject =>
  createOpenApiDocument(app, {
    title: '拨付 Bofu',
    version: '0.1.0',
    description:
      '县级部门预算资金拨付跟踪。金额一律为元、两位小数的文本；日期为业务日期；' +
      '每项操作带 Idempotency-Key 与操作人 Bofu-Actor；出错答 application/problem+json。',
  });
