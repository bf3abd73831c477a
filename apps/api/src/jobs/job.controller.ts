import { Body, Controller, Get, Param, Post, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksScopeQuery, Directory, SelectedBooks } from '@bofu/access';
import type { CommandContext } from '@bofu/event-store';
import {
  answerCommand,
  Answers,
  commandAnswer,
  CommandContextOf,
  type HttpReply,
  minPosition,
  page,
  pageOf,
  pageQuery,
  sayRevision,
  seenBy,
  freeText,
  strictObject,
  text,
  worded,
  uuid,
} from '@bofu/http';
import {
  countRunningJobs,
  findJob,
  jobListProjection,
  Jobs,
  jobView,
  listJobs,
  refuseJob,
  viewJob,
  type JobRow,
} from '@bofu/jobs';
import { Database, ProjectionRunner } from '@bofu/read-model';

const jobPath = z.strictObject({ jobId: uuid });
type Path = z.output<typeof jobPath>;

const listQuery = strictObject({
  ...pageQuery('jobs'),
  ...booksScopeQuery,
  minPosition,
  kind: text(60, '任务种类').optional(),
  situation: z.enum(['requested', 'completed', 'failed', 'cancelled']).optional(),
});
const oneQuery = strictObject({ ...booksScopeQuery, minPosition });
const jobCountsView = z.strictObject({ running: z.int().meta({ description: '已发起而未结束的' }) });
const cancelRequest = worded({ reason: freeText(200, '取消的原因', '报表口径选错') });

/** 后台任务: what was requested, how far it has come, what came of it. Each kind is requested at an address of its own. */
@ApiTags('后台任务')
@Controller('v1/jobs')
export class JobController {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
    private readonly projections: ProjectionRunner,
    private readonly directory: Directory,
    private readonly selected: SelectedBooks,
  ) {}

  @Get()
  @ApiOperation({ summary: '后台任务列表，新的在前' })
  @Answers('一页', pageOf(jobView))
  async listJobs(
    @Query({ schema: listQuery }) query: z.output<typeof listQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const position = await seenBy(this.projections, jobListProjection.name, query.minPosition, reply);
    const rows = await listJobs(this.database, {
      agencyScope: await this.selected.scopeOf(query),
      kind: query.kind ?? null,
      situation: query.situation ?? null,
      before: query.cursor?.after[0] ?? null,
      limit: query.limit + 1,
    });
    return page(
      rows,
      query.limit,
      ({ firstPosition }) => ({ list: 'jobs', position, after: [firstPosition] }),
      (job) => this.view(job),
    );
  }

  @Get('counts')
  @ApiOperation({ summary: '进行中的后台任务几项' })
  @Answers('计数', jobCountsView)
  async countJobs(
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await seenBy(this.projections, jobListProjection.name, query.minPosition, reply);
    return { running: await countRunningJobs(this.database, await this.selected.scopeOf(query)) };
  }

  @Get(':jobId')
  @ApiOperation({ summary: '一项后台任务及其进度' })
  @Answers('现状', jobView)
  async getJob(
    @Param({ schema: jobPath }) { jobId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await seenBy(this.projections, jobListProjection.name, query.minPosition, reply);
    const job = await this.find(jobId, query);
    sayRevision(reply, BigInt(job.version));
    return this.view(job);
  }

  @Get(':jobId/result')
  @ApiOperation({ summary: '成果：有文件则下载文件，否则为 JSON' })
  @Answers('成果', z.looseObject({}))
  async getResult(
    @Param({ schema: jobPath }) { jobId }: Path,
    @Query({ schema: oneQuery }) query: z.output<typeof oneQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    await seenBy(this.projections, jobListProjection.name, query.minPosition, reply);
    const { situation, result } = await this.find(jobId, query);
    if (situation !== 'completed') return refuseJob('job-not-completed', { jobId, situation });
    if (!result?.file) return { answer: result?.answer ?? null };
    const { name, mediaType, bytes } = result.file;
    return new StreamableFile(await this.jobs.files.open(jobId, result.file), {
      type: mediaType,
      length: bytes,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  }

  @Post(':jobId/cancel')
  @ApiOperation({ summary: '取消尚未结束的任务' })
  @Answers('已取消', commandAnswer)
  async cancel(
    @CommandContextOf() context: CommandContext,
    @Param({ schema: jobPath }) { jobId }: Path,
    @Body({ schema: cancelRequest }) { reason }: z.output<typeof cancelRequest>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    return answerCommand(reply, await this.jobs.cancel(context, jobId, reason));
  }

  private async find(jobId: string, query: z.output<typeof oneQuery>): Promise<JobRow> {
    return (
      (await findJob(this.database, jobId, await this.selected.scopeOf(query))) ?? refuseJob('job-not-found', { jobId })
    );
  }

  private view(job: JobRow) {
    const requestedBy = this.directory.nameOf(job.requestedBy) ?? job.requestedBy;
    return viewJob({ ...job, requestedBy }, this.jobs.labelOf(job.kind));
  }
}
