import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { SelectedBooks } from '@bofu/access';
import { Answers, Clock, OutsideBooks, reader, refuseAtDoor, strictObject, text, uuid } from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { DurableDatabase } from '@bofu/sign-in';
import { hideColumns, removeView, saveView, settingsOf, type Owner } from './list-settings';

/** The lists that have views and columns of one's own. */
const LISTS = ['programmes', 'payments', 'alerts'] as const;

const scope = {
  agency: text(64, '部门编号或代码；只有一个部门时可省略', '370').optional(),
  personId: uuid.optional().meta({ description: '单人模式下的操作人；登录后以登录的人为准' }),
};
const scopeQuery = strictObject(scope);
const listPath = z.strictObject({ list: z.enum(LISTS) });
const viewName = text(30, '视图的名称', '中央资金');
const viewRequest = strictObject({
  ...scope,
  name: viewName,
  filters: z
    .record(z.string().max(40), z.string().max(300))
    .refine((filters) => Object.keys(filters).length <= 40)
    .meta({ description: '列表的筛选与排序，即地址中的各项', example: { level: 'central' } }),
});
const removalRequest = strictObject({ ...scope, name: viewName });
const columnsRequest = strictObject({
  ...scope,
  hidden: z.array(z.string().max(40)).max(60).meta({ description: '不显示的列' }),
});
const settingsView = z.strictObject({
  views: z.array(z.strictObject({ list: z.enum(LISTS), name: z.string(), filters: z.record(z.string(), z.string()) })),
  columns: z.array(z.strictObject({ list: z.enum(LISTS), hidden: z.array(z.string()) })),
});
const kept = z.strictObject({ list: z.enum(LISTS) });

/** 视图 and 列设置: each person's own, on the books of each agency. */
@ApiTags('视图与列设置')
@Controller('v1/list-settings')
export class ListSettingsController {
  constructor(
    private readonly database: DurableDatabase,
    private readonly selected: SelectedBooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '自己的视图与列设置，先保存的在前' })
  @Answers('视图与列设置', settingsView)
  async getListSettings(@Query({ schema: scopeQuery }) query: z.output<typeof scopeQuery>) {
    const { views, columns } = await settingsOf(this.database, await this.ownerOf(query));
    return { views: [...views], columns: [...columns] };
  }

  @Post(':list/views')
  @OutsideBooks()
  @ApiOperation({ summary: '保存视图：同名的即被取代' })
  @Answers('已保存', kept)
  async saveListView(
    @Param({ schema: listPath }) { list }: z.output<typeof listPath>,
    @Body({ schema: viewRequest }) { name, filters, ...of }: z.output<typeof viewRequest>,
  ) {
    await saveView(this.database, await this.ownerOf(of), { list, name, filters }, this.clock.now());
    return { list };
  }

  @Post(':list/views/removal')
  @OutsideBooks()
  @ApiOperation({ summary: '删除视图' })
  @Answers('已删除', kept)
  async removeListView(
    @Param({ schema: listPath }) { list }: z.output<typeof listPath>,
    @Body({ schema: removalRequest }) { name, ...of }: z.output<typeof removalRequest>,
  ) {
    await removeView(this.database, await this.ownerOf(of), list, name);
    return { list };
  }

  @Post(':list/columns')
  @OutsideBooks()
  @ApiOperation({ summary: '设定不显示的列' })
  @Answers('已保存', kept)
  async hideListColumns(
    @Param({ schema: listPath }) { list }: z.output<typeof listPath>,
    @Body({ schema: columnsRequest }) { hidden, ...of }: z.output<typeof columnsRequest>,
  ) {
    await hideColumns(this.database, await this.ownerOf(of), { list, hidden });
    return { list };
  }

  private async ownerOf(asked: z.output<typeof scopeQuery>): Promise<Owner> {
    const [agencyId] = await this.selected.scopeOf(asked);
    invariant(agencyId !== undefined, 'a scope has the agency that was asked for');
    return { agencyId, personId: reader()?.personId ?? asked.personId ?? refuseAtDoor('actor-missing', {}) };
  }
}
