import { Controller, Get, Query, Res, StreamableFile } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { booksQuery, Directory, SelectedBooks } from '@bofu/access';
import { alertsProjection, AskAlert, seenOn, viewAlertWithHistory } from '@bofu/alerts';
import { GetAppropriation } from '@bofu/budget';
import { EventMarks } from '@bofu/event-log';
import { EventStore, type Position } from '@bofu/event-store';
import { AnswersFile, fileNamed, positionInWriting, strictObject, type HttpReply } from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import { validate as isUuid } from 'uuid';
import { dataUpTo } from '../heading';
import { typeset } from '../pdf/typeset';
import { SUPERVISION_NOTICE_TITLE, supervisionNotices, type PrintedAlert } from './supervision-notice';

const MOST_ALERTS = 50;

const noticesQuery = strictObject({
  ...booksQuery,
  alerts: z
    .string()
    .transform((text) => [...new Set(text.toLowerCase().split(','))])
    .refine((ids) => ids.length <= MOST_ALERTS && ids.every((id) => isUuid(id)))
    .meta({
      description: `预警编号，以逗号分隔，至多 ${MOST_ALERTS} 件；A4 纵向，一件一页`,
      example: '6b7cf1d0-4f4e-4e0c-9a53-0e6a1f0f9a11',
    }),
});

/** 督办单: alerts on paper, for whoever is to answer them. */
@ApiTags('报表')
@Controller('v1/supervision-notices.pdf')
export class SupervisionNoticesController {
  constructor(
    private readonly queries: QueryBus,
    private readonly selected: SelectedBooks,
    private readonly directory: Directory,
    private readonly marks: EventMarks,
    private readonly store: EventStore,
  ) {}

  @Get()
  @ApiOperation({ summary: '预警督办单（PDF），一件一页：责任人、算式、金额、处置期限、回复' })
  @AnswersFile('印好的督办单', ['application/pdf'])
  async printNotices(
    @Query({ schema: noticesQuery }) query: z.output<typeof noticesQuery>,
    @Res({ passthrough: true }) reply: HttpReply,
  ) {
    const { books, position, today } = await this.selected.seen(alertsProjection.name, query, reply);
    const seen = await seenOn(this.queries, books, today);
    const nameOf = (personId: string): string | null => this.directory.nameOf(personId);
    const reached = position as Position;
    const upTo = dataUpTo(await positionInWriting(this.store, reached), await this.marks.upTo(reached));
    const printed: PrintedAlert[] = [];
    for (const alertId of query.alerts) {
      const standing = await this.queries.execute(new AskAlert(alertId, books, today));
      if (standing === null) throw new Refusal('alert-not-found', { alertId });
      const { appropriationId } = standing.state.identity;
      const about = appropriationId && (await this.queries.execute(new GetAppropriation(appropriationId, books)));
      printed.push({
        alert: viewAlertWithHistory(standing, nameOf, seen),
        agencyName: this.directory.agency(standing.agencyId, seen.on)?.name ?? '',
        unitName: about ? about.unitName : null,
        dataUpTo: upTo,
      });
    }
    const bytes = await typeset({
      pageOrientation: 'portrait',
      content: supervisionNotices(printed),
      defaultStyle: { fontSize: 9 },
      foot: '',
      info: { title: SUPERVISION_NOTICE_TITLE },
    });
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: fileNamed(`${SUPERVISION_NOTICE_TITLE}-${seen.on}.pdf`),
    });
  }
}
