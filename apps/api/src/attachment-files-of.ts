import { FolderFiles, S3Files, type AttachmentFiles } from '@bofu/attachment';
import { attachmentsDir, type Configuration } from './configuration';

/** Where attachments lie: in the bucket that was set, else in the folder. */
export const attachmentFilesOf = ({ s3, dataDir }: Pick<Configuration, 's3' | 'dataDir'>): AttachmentFiles =>
  s3 === undefined ? new FolderFiles(attachmentsDir(dataDir)) : new S3Files(s3);
