import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:https';

export interface TlsFiles {
  /** PEM, the server's own certificate first, then those between it and a root. */
  readonly certFile: string;
  /** PEM, without a passphrase. */
  readonly keyFile: string;
}

/** They cannot be used: the message is a sentence for the operator. */
export class TlsFilesUnusable extends Error {}

/** What stands in the two files now. Throws TlsFilesUnusable. */
export function readTlsFiles({ certFile, keyFile }: TlsFiles): { readonly cert: string; readonly key: string } {
  const [cert, key] = [textOf(certFile), textOf(keyFile)];
  let matches: boolean;
  try {
    matches = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
  } catch {
    throw new TlsFilesUnusable(`证书或私钥无法读懂，须为 PEM，私钥不带口令：${certFile}、${keyFile}`);
  }
  if (!matches) throw new TlsFilesUnusable(`私钥与证书不相配：${certFile}、${keyFile}`);
  return { cert, key };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TlsFilesUnusable(`无法读取文件 ${file}（${(error as NodeJS.ErrnoException).code ?? String(error)}）`);
  }
}

/**
 * Goes on with a renewed certificate without a restart. Files that do not fit each other, as half-way through a renewal,
 * change nothing: the server keeps answering with what it has.
 *
 * @param everyMs how often the files are looked at
 * @returns stops looking
 */
export function followTlsFiles(
  files: TlsFiles,
  server: Pick<Server, 'setSecureContext'>,
  told: (renewed: boolean, message: string) => void,
  everyMs = 10_000,
): () => void {
  const renew = (): void => {
    try {
      server.setSecureContext(readTlsFiles(files));
      told(true, `证书已更新：${files.certFile}`);
    } catch (error) {
      told(false, `证书未更新，仍用原有的：${error instanceof Error ? error.message : String(error)}`);
    }
  };
  // Looked at rather than listened for: renewals replace links and folders, which notifications lose sight of.
  const watched = [files.certFile, files.keyFile];
  for (const file of watched) watchFile(file, { interval: everyMs, persistent: false }, renew);
  return () => {
    for (const file of watched) unwatchFile(file, renew);
  };
}
