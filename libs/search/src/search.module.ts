import { Module } from '@nestjs/common';
import { SearchController } from './search.controller';
import { SearchHandler } from './search.query';

/** Asks the application for the directory and the selection of books, beside the database. */
@Module({ controllers: [SearchController], providers: [SearchHandler] })
export class SearchModule {}
