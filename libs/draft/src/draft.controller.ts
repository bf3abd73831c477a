import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Directory, SelectedBooks } from '@bofu/access';
import { Answers, Clock, OutsideBooks, reader, refuseAtDoor, strictObject, text, uuid } from '@bofu/http';
import { invariant } from '@bofu/kernel';
import { DurableDatabase } from '@bofu/sign-in';
import { DRAFT_FORMS, listDrafts, LONGEST_DRAFT, readDraft, removeDraft, saveDraft, type Draft } from './drafts';

const agency = text(64, '部门编号或代码；只有一个部门时可省略', '370').optional();
const personId = uuid.optional().meta({ description: '单人模式下的操作人；登录后以登录的人为准' });
const scopeQuery = strictObject({ agency, personId });
const draftPath = z.strictObject({ draftId: uuid });
const savingRequest = strictObject({
  ...{ agency, personId },
  form: z.enum(DRAFT_FORMS),
  fiscalYear: z.int().min(1949).max(9999).meta({ description: '在哪个年度的账上填写', example: 2021 }),
  subject: text(300, '关于什么：发放方案与所属期，或预算指标', 'c2d7…/2021-10'),
  title: text(200, '草稿的名称', '2021-10 基础养老金'),
  entered: z
    .record(z.string(), z.unknown())
    .meta({ description: `表单中已填的内容，至多 ${LONGEST_DRAFT} 个字符；含身份证号的不予保存` }),
});
const removalRequest = strictObject({ agency, personId });

const draftView = z.strictObject({
  draftId: z.string(),
  form: z.enum(DRAFT_FORMS),
  fiscalYear: z.int(),
  subject: z.string(),
  title: z.string(),
  by: z.string().nullable().describe('谁的草稿'),
  isMine: z.boolean(),
  beganAt: z.string(),
  savedAt: z.string(),
});
const wholeView = draftView.extend({ entered: z.record(z.string(), z.unknown()) });
const savedView = z.strictObject({
  savedAt: z.string(),
  others: z.array(draftView).describe('同事关于同一方案与所属期（同一指标）的草稿'),
});

/** 草稿: seen by the clerks of the agency, changed by whoever made it. */
@ApiTags('草稿')
@Controller('v1/drafts')
export class DraftController {
  constructor(
    private readonly database: DurableDatabase,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: '本部门经办的草稿，后保存的在前' })
  @Answers('草稿，不含内容', z.strictObject({ items: z.array(draftView) }))
  async listDrafts(@Query({ schema: scopeQuery }) query: z.output<typeof scopeQuery>) {
    const drafts = await listDrafts(this.database, await this.agencyOf(query));
    const mine = this.personOf(query);
    return { items: drafts.map((draft) => this.view(draft, mine)) };
  }

  @Get(':draftId')
  @ApiOperation({ summary: '一份草稿及其内容' })
  @Answers('草稿', wholeView)
  async getDraft(
    @Param({ schema: draftPath }) { draftId }: z.output<typeof draftPath>,
    @Query({ schema: scopeQuery }) query: z.output<typeof scopeQuery>,
  ) {
    const { entered, ...draft } = await readDraft(this.database, await this.agencyOf(query), draftId);
    return { ...this.view(draft, this.personOf(query)), entered: { ...entered } };
  }

  @Post(':draftId')
  @OutsideBooks()
  @ApiOperation({ summary: '保存草稿：编号由表单自拟，再存即覆盖自己的那一份' })
  @Answers('已保存', savedView)
  async keepDraft(
    @Param({ schema: draftPath }) { draftId }: z.output<typeof draftPath>,
    @Body({ schema: savingRequest }) body: z.output<typeof savingRequest>,
  ) {
    const agencyId = await this.agencyOf(body);
    const owner = this.personOf(body) ?? refuseAtDoor('actor-missing', {});
    const savedAt = this.clock.now();
    const { form, fiscalYear, subject, title, entered } = body;
    const draft = { draftId, agencyId, personId: owner, form, fiscalYear, subject, title, entered };
    const others = await saveDraft(this.database, draft, savedAt);
    return { savedAt, others: others.map((other) => this.view(other, owner)) };
  }

  @Post(':draftId/removal')
  @OutsideBooks()
  @ApiOperation({ summary: '丢弃自己的草稿；已提交的也由此除去' })
  @Answers('已除去', z.strictObject({ draftId: z.string() }))
  async removeOwnDraft(
    @Param({ schema: draftPath }) { draftId }: z.output<typeof draftPath>,
    @Body({ schema: removalRequest }) body: z.output<typeof removalRequest>,
  ) {
    const owner = this.personOf(body) ?? refuseAtDoor('actor-missing', {});
    await removeDraft(this.database, await this.agencyOf(body), owner, draftId);
    return { draftId };
  }

  private async agencyOf(asked: { readonly agency?: string | undefined }): Promise<string> {
    const [agencyId] = await this.selected.scopeOf(asked);
    invariant(agencyId !== undefined, 'a scope has the agency that was asked for');
    return agencyId;
  }

  private personOf(asked: { readonly personId?: string | undefined }): string | null {
    return reader()?.personId ?? asked.personId ?? null;
  }

  private view({ personId: owner, ...draft }: Draft, mine: string | null): z.input<typeof draftView> {
    return { ...draft, by: this.directory.nameOf(owner), isMine: owner === mine };
  }
}
