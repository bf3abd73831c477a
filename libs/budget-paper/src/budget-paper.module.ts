import { Module } from '@nestjs/common';
import { ApprovePaperHandler } from './approve-paper';
import { PapersController } from './papers.controller';
import { ListPapersHandler } from './papers.query';
import { ReturnPaperHandler } from './return-paper';
import { ReviewPaperHandler } from './review-paper';
import { ShowPaperHandler } from './show-paper';
import { SubmitPaperHandler } from './submit-paper';
import { EnterReadingHandler } from './reading/enter-reading';
import { PaperReadingsController } from './reading/paper-readings.controller';
import { TakeBackPaperHandler } from './take-back-paper';

/** 单据; the store, the directory and the projections come from the app. */
@Module({
  controllers: [PapersController, PaperReadingsController],
  providers: [
    SubmitPaperHandler,
    ReviewPaperHandler,
    ApprovePaperHandler,
    ReturnPaperHandler,
    TakeBackPaperHandler,
    ShowPaperHandler,
    ListPapersHandler,
    EnterReadingHandler,
  ],
})
export class BudgetPaperModule {}
