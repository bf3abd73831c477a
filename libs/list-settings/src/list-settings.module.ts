import { Module } from '@nestjs/common';
import { ListSettingsController } from './list-settings.controller';

/** Views and columns; the durable database comes from the app. */
@Module({ controllers: [ListSettingsController] })
export class ListSettingsModule {}
