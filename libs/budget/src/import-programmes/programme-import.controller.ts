import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { CommandContext } from '@bofu/event-store';
import { Answers, CommandContextOf, strictObject, text } from '@bofu/http';
import { formatYuan } from '@bofu/kernel';
import { BUDGET_TYPES } from '../domain/appropriation-terms';
import type { ImportedProgrammes } from '../domain/programme-import';
import { ImportProgrammes } from './import-programmes.command';

/** The file travels as its own bytes, because it is known by the digest of exactly these. */
const importRequest = strictObject({
  fileName: text(200, '文件名', '2021年部门预算项目.json'),
  contentBase64: z.base64().meta({ description: '文件内容，Base64' }),
});

const money = z.string().meta({ description: '元，两位小数', example: '158727300.00' });

export const programmeImportView = z.strictObject({
  digest: z.string().meta({ description: '文件的 SHA-256' }),
  fileName: z.string(),
  fiscalYear: z.int(),
  programmes: z.int(),
  total: money,
  declared: z.array(z.strictObject({ label: z.string(), budgetType: z.enum(BUDGET_TYPES), amount: money })),
  reconciliation: z.strictObject({
    declared: money,
    difference: money,
    explained: z.array(
      z.strictObject({ budgetType: z.enum(BUDGET_TYPES), amount: money, sequences: z.array(z.int()) }),
    ),
    unexplained: money,
  }),
});

const yuanOf = (digits: string): string => formatYuan(BigInt(digits));

/** An import with its control-total reconciliation 口径调节, in 元. */
export function viewProgrammeImport(imported: ImportedProgrammes): z.input<typeof programmeImportView> {
  const { digest, fileName, fiscalYear, programmes, totalFen, declared, reconciliation } = imported;
  return {
    digest,
    fileName,
    fiscalYear,
    programmes,
    total: yuanOf(totalFen),
    declared: declared.map(({ label, budgetType, amountFen }) => ({ label, budgetType, amount: yuanOf(amountFen) })),
    reconciliation: {
      declared: yuanOf(reconciliation.declaredFen),
      difference: yuanOf(reconciliation.differenceFen),
      explained: reconciliation.explained.map(({ budgetType, amountFen, sequences }) => ({
        budgetType,
        amount: yuanOf(amountFen),
        sequences: [...sequences],
      })),
      unexplained: yuanOf(reconciliation.unexplainedFen),
    },
  };
}

/** 导入一个预算单位一年的项目. */
@ApiTags('导入')
@Controller('v1/programme-imports')
export class ProgrammeImportController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiOperation({ summary: '导入项目文件并核对控制数；同一文件再次导入不重复登记' })
  @Answers('已导入', programmeImportView.extend({ repeated: z.boolean(), position: z.string().nullable() }), 201)
  async importProgrammes(
    @CommandContextOf() context: CommandContext,
    @Body({ schema: importRequest }) { fileName, contentBase64 }: z.output<typeof importRequest>,
  ) {
    const file = Buffer.from(contentBase64, 'base64');
    const { imported, repeated, position } = await this.commands.execute(new ImportProgrammes(file, fileName, context));
    return { ...viewProgrammeImport(imported), repeated, position };
  }
}
