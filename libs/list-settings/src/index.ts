export { listSettingsRefusals } from './list-settings-refusals';
export { listSettingsTables } from './list-settings-tables.migration';
export { ListSettingsModule } from './list-settings.module';
