import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { S3Settings } from '@bofu/attachment';
import { isLoopback, type TlsFiles } from '@bofu/http';
import type { MailSettings, WebhookSettings } from '@bofu/notice';
import type { CallsPerMinute, IdentityProviderSettings } from '@bofu/sign-in';

const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, { error: `须为 ${values.join('、')} 之一` });

const MEGABYTES = '须为 1 至 100 的整数';
const PORT = '须为 0 至 65535 的整数';
const BUCKET = '须为 https:// 开头、以桶名为路径的地址，例如 https://s3.example.gov.cn/bofu-attachments';
const ORIGIN = '须为 https:// 开头的地址，不带路径，例如 https://bofu.example.gov.cn';

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const width = isIP(address) === 4 ? 32 : 128;
  return (
    isIP(address) !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= width))
  );
}

/**
 * What an installation may set, read from the environment once at start. Nothing set means one machine with everything
 * embedded: a Postgres of its own below `BOFU_DATA_DIR`, holding both the events and the read models.
 */
const environment = z.object({
  BOFU_STORE: oneOf('postgres', 'kurrentdb', 'memory').default('postgres'),
  /** Postgres that holds the events; default: the database of the read models. */
  BOFU_STORE_URL: z.string().min(1).optional(),
  BOFU_KURRENTDB_URL: z.string().min(1).optional(),
  /** Postgres that holds the read models; default: the embedded one. */
  BOFU_DATABASE_URL: z.string().min(1).optional(),
  /** Where wake-ups for background jobs are kept; default: in the database of the read models. */
  BOFU_QUEUE: oneOf('postgres', 'redis').default('postgres'),
  BOFU_REDIS_URL: z.string().min(1).optional(),
  /** Who runs background jobs; default: this process, and with Redis one of their own (`apps/worker`). */
  BOFU_WORKER: oneOf('inline', 'separate').optional(),
  /** Postgres of what no event can make again (accounts, sessions); default: the database of the read models. */
  BOFU_DURABLE_URL: z.string().min(1).optional(),
  /** 账号密钥: 64 hexadecimal digits that payees' account numbers are encrypted with; default: `account.key` below the data folder, made when first needed. */
  BOFU_ACCOUNT_KEY_FILE: z.string().min(1).optional(),
  /** `required`: nobody gets in without signing in, from the first start on. `when-people-work` once a post is granted. */
  BOFU_SIGN_IN: oneOf('when-people-work', 'required').default('when-people-work'),
  /** How large one attachment may be, in MB. */
  BOFU_ATTACHMENT_MB: z
    .string()
    .regex(/^\d{1,3}$/, MEGABYTES)
    .transform(Number)
    .refine((most) => most >= 1 && most <= 100, MEGABYTES)
    .default(20),
  /** The bucket that attachments lie in, by path: `https://s3.example.gov.cn/bofu-attachments`; unset, a folder. */
  BOFU_S3_BUCKET_URL: z
    .url({ protocol: /^https?$/, error: BUCKET })
    .refine((text) => {
      const { pathname, search, hash, username, password } = new URL(text);
      return /^\/[^/]+\/?$/.test(pathname) && search + hash + username + password === '';
    }, BUCKET)
    .optional(),
  BOFU_S3_REGION: z.string().min(1).default('us-east-1'),
  BOFU_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  /** A file, so that the secret stands in no environment and on no command line. */
  BOFU_S3_SECRET_KEY_FILE: z.string().min(1).optional(),
  BOFU_DATA_DIR: z.string().min(1).default('data'),
  /** Address to listen on. Beyond this machine only with sign-in and closed transport. */
  BOFU_LISTEN: z.string().min(1).default('127.0.0.1'),
  /** The one address people open, where others than this machine may come in. */
  BOFU_PUBLIC_ORIGIN: z
    .url({ protocol: /^https$/, error: ORIGIN })
    .transform((url) => new URL(url))
    .refine((url) => url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '', ORIGIN)
    .transform((url) => url.origin)
    .optional(),
  BOFU_TLS_CERT_FILE: z.string().min(1).optional(),
  BOFU_TLS_KEY_FILE: z.string().min(1).optional(),
  /** Address (or several, or networks, with commas between) of the proxy in front that ends TLS. */
  BOFU_TRUSTED_PROXY: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim()))
    .refine((list) => list.every(isAddressOrNetwork), '须为 IP 地址或网段，多个以逗号分隔')
    .optional(),
  /** Another house's sign-in (OpenID Connect), as its metadata names itself; unset, people sign in here alone. */
  BOFU_OIDC_ISSUER: z.url({ protocol: /^https?$/, error: '须为 https:// 开头的地址' }).optional(),
  BOFU_OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** A file, so that the secret stands in no environment and on no command line. */
  BOFU_OIDC_CLIENT_SECRET_FILE: z.string().min(1).optional(),
  /** On the button. */
  BOFU_OIDC_LABEL: z.string().min(1).max(20, '最多 20 个字').default('统一身份认证'),
  /** Mail server: `smtps://user:password@mail.example.gov.cn:465`; unset, nobody is told by mail. */
  BOFU_SMTP_URL: z.url({ protocol: /^smtps?$/, error: '须为 smtp:// 或 smtps:// 开头的地址' }).optional(),
  /** Whom mail comes from: `拨付 <bofu@example.gov.cn>`. */
  BOFU_MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/, '须为邮箱地址，例如 拨付 <bofu@example.gov.cn>')
    .optional(),
  /** Hosts that programs may be told at, with commas between; unset, none. */
  BOFU_WEBHOOK_HOSTS: z
    .string()
    .transform((list) => list.split(',').map((each) => each.trim().toLowerCase()))
    .refine((hosts) => hosts.every((host) => /^[a-z0-9.:[\]-]+$/.test(host)), '须为主机名，多个以逗号分隔')
    .optional(),
  /** `allowed`: also where a host's address is of this machine or the house, and by plain HTTP. */
  BOFU_WEBHOOK_PRIVATE_ADDRESSES: oneOf('refused', 'allowed').default('refused'),
  BOFU_PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT)
    .transform(Number)
    .refine((port) => port <= 65_535, PORT)
    .default(7021),
});

export type StoreChoice =
  | { readonly kind: 'memory' }
  | { readonly kind: 'postgres'; readonly url: string | null }
  | { readonly kind: 'kurrentdb'; readonly url: string };

export interface JobsConfiguration {
  /** `url: null`: the queue lives in the database of the read models. */
  readonly queue: { readonly kind: 'postgres'; readonly url: null } | { readonly kind: 'redis'; readonly url: string };
  readonly worker: 'inline' | 'separate';
}

export interface Configuration {
  /** `url: null` for Postgres: the events live in the database of the read models. */
  readonly store: StoreChoice;
  /** `null`: start the embedded Postgres below `dataDir`. */
  readonly databaseUrl: string | null;
  /** Not given: in `databaseUrl`. */
  readonly durableUrl?: string | null;
  /** Not given: in the data folder, made when the first account number is kept. */
  readonly accountKeyFile?: string;
  /** Not given: once somebody has been granted a post. */
  readonly signIn?: 'when-people-work' | 'required';
  /** Not given: as one machine with everything embedded. */
  readonly jobs?: JobsConfiguration;
  /** Not given: the product's own. */
  readonly callsPerMinute?: CallsPerMinute;
  /** Bytes. Not given: the product's own. */
  readonly largestAttachment?: number;
  /** Not given: attachments lie in a folder below the data folder. */
  readonly s3?: S3Settings;
  readonly dataDir: string;
  readonly host: string;
  /** Not given: this machine alone. */
  readonly entrance?: {
    readonly publicOrigin: string;
    readonly tls: TlsFiles | null;
    readonly trustedProxies: readonly string[];
  };
  readonly port: number;
  /** Not given: people sign in here alone. */
  readonly identityProvider?: IdentityProviderSettings;
  /** Not given: nobody is told by mail. */
  readonly mail?: MailSettings;
  /** Not given: no program is told. */
  readonly webhooks?: WebhookSettings;
}

export const EMBEDDED_JOBS: JobsConfiguration = { queue: { kind: 'postgres', url: null }, worker: 'inline' };

/** Where jobs leave their files: `<folder>/<jobId>/<name>`. */
export const resultsDir = (dataDir: string): string => join(dataDir, 'results');

/** Where attachments lie: `<folder>/<first two digits>/<SHA-256>`. */
export const attachmentsDir = (dataDir: string): string => join(dataDir, 'attachments');

/** A scan of forty pages. */
export const LARGEST_ATTACHMENT = 20 * 1024 * 1024;
/** What payees' account numbers are encrypted with. */
export const accountKeyFile = ({ accountKeyFile: given, dataDir }: Configuration): string =>
  given ?? join(dataDir, 'account.key');

/** Where the embedded Postgres of an office keeps its data. */
export const embeddedDataDir = (dataDir: string): string => join(dataDir, 'postgres');

/** A setting that cannot be used: one Chinese sentence for the operator, before anything is started. */
export class ConfigurationError extends Error {}

export function readConfiguration(env: NodeJS.ProcessEnv): Configuration {
  // Set to nothing, as an empty line of a settings file does it, is not set.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigurationError(`环境变量 ${String(issue?.path[0])} 的值不正确：${issue?.message ?? ''}`);
  }
  const { BOFU_STORE, BOFU_STORE_URL, BOFU_KURRENTDB_URL, BOFU_DATABASE_URL, BOFU_DATA_DIR, BOFU_LISTEN, BOFU_PORT } =
    parsed.data;
  const entrance = entranceOf(parsed.data);
  const { BOFU_QUEUE, BOFU_REDIS_URL, BOFU_WORKER, BOFU_DURABLE_URL, BOFU_SIGN_IN, BOFU_ACCOUNT_KEY_FILE } =
    parsed.data;
  if (BOFU_STORE === 'kurrentdb' && !BOFU_KURRENTDB_URL)
    throw new ConfigurationError(
      'BOFU_STORE=kurrentdb 时须设置 BOFU_KURRENTDB_URL，例如 kurrentdb://127.0.0.1:2113?tls=false',
    );
  if (BOFU_QUEUE === 'redis' && !BOFU_REDIS_URL)
    throw new ConfigurationError('BOFU_QUEUE=redis 时须设置 BOFU_REDIS_URL，例如 redis://127.0.0.1:6379');
  return {
    store:
      BOFU_STORE === 'kurrentdb'
        ? { kind: 'kurrentdb', url: BOFU_KURRENTDB_URL ?? '' }
        : BOFU_STORE === 'postgres'
          ? { kind: 'postgres', url: BOFU_STORE_URL ?? null }
          : { kind: 'memory' },
    databaseUrl: BOFU_DATABASE_URL ?? null,
    durableUrl: BOFU_DURABLE_URL ?? null,
    ...(BOFU_ACCOUNT_KEY_FILE !== undefined && { accountKeyFile: resolve(BOFU_ACCOUNT_KEY_FILE) }),
    signIn: BOFU_SIGN_IN,
    jobs:
      BOFU_QUEUE === 'redis'
        ? { queue: { kind: 'redis', url: BOFU_REDIS_URL ?? '' }, worker: BOFU_WORKER ?? 'separate' }
        : { ...EMBEDDED_JOBS, worker: BOFU_WORKER ?? 'inline' },
    largestAttachment: parsed.data.BOFU_ATTACHMENT_MB * 1024 * 1024,
    dataDir: resolve(BOFU_DATA_DIR),
    host: BOFU_LISTEN,
    port: BOFU_PORT,
    ...(entrance && { entrance }),
    ...identityProviderOf(parsed.data),
    ...noticesOf(parsed.data),
    ...bucketOf(parsed.data),
  };
}

function identityProviderOf(settings: z.output<typeof environment>): Pick<Configuration, 'identityProvider'> {
  const { BOFU_OIDC_ISSUER: issuer, BOFU_OIDC_CLIENT_ID: clientId, BOFU_OIDC_CLIENT_SECRET_FILE: file } = settings;
  if (issuer === undefined && clientId === undefined && file === undefined) return {};
  if (issuer === undefined || clientId === undefined || file === undefined)
    throw new ConfigurationError('BOFU_OIDC_ISSUER、BOFU_OIDC_CLIENT_ID、BOFU_OIDC_CLIENT_SECRET_FILE 须一同设置');
  const { protocol, hostname } = new URL(issuer);
  if (protocol === 'http:' && !isLoopback(hostname))
    throw new ConfigurationError('BOFU_OIDC_ISSUER 须以 https:// 开头（http:// 只用于本机）');
  return {
    identityProvider: {
      issuer,
      clientId,
      clientSecret: secretIn('BOFU_OIDC_CLIENT_SECRET_FILE', resolve(file)),
      label: settings.BOFU_OIDC_LABEL,
    },
  };
}

function bucketOf(settings: z.output<typeof environment>): Pick<Configuration, 's3'> {
  const { BOFU_S3_BUCKET_URL: bucketUrl, BOFU_S3_ACCESS_KEY_ID: accessKeyId, BOFU_S3_SECRET_KEY_FILE: file } = settings;
  if (bucketUrl === undefined && accessKeyId === undefined && file === undefined) return {};
  if (bucketUrl === undefined || accessKeyId === undefined || file === undefined)
    throw new ConfigurationError('BOFU_S3_BUCKET_URL、BOFU_S3_ACCESS_KEY_ID、BOFU_S3_SECRET_KEY_FILE 须一同设置');
  const { protocol, hostname } = new URL(bucketUrl);
  if (protocol === 'http:' && !isLoopback(hostname))
    throw new ConfigurationError('BOFU_S3_BUCKET_URL 须以 https:// 开头（http:// 只用于本机）');
  const secretAccessKey = secretIn('BOFU_S3_SECRET_KEY_FILE', resolve(file));
  return { s3: { bucketUrl, region: settings.BOFU_S3_REGION, accessKeyId, secretAccessKey } };
}

function secretIn(setting: string, file: string): string {
  let secret: string;
  try {
    secret = readFileSync(file, 'utf8').trim();
  } catch {
    throw new ConfigurationError(`${setting} 所指的文件无法读取：${file}`);
  }
  if (secret === '') throw new ConfigurationError(`${setting} 所指的文件是空的：${file}`);
  return secret;
}

function noticesOf({
  BOFU_SMTP_URL: url,
  BOFU_MAIL_FROM: from,
  BOFU_WEBHOOK_HOSTS: hosts,
  BOFU_WEBHOOK_PRIVATE_ADDRESSES,
}: z.output<typeof environment>): Pick<Configuration, 'mail' | 'webhooks'> {
  if ((url === undefined) !== (from === undefined))
    throw new ConfigurationError('BOFU_SMTP_URL 与 BOFU_MAIL_FROM 须一同设置');
  return {
    ...(url !== undefined && from !== undefined && { mail: { url, from } }),
    ...(hosts && { webhooks: { hosts, privateAddresses: BOFU_WEBHOOK_PRIVATE_ADDRESSES === 'allowed' } }),
  };
}

function entranceOf(settings: z.output<typeof environment>): Configuration['entrance'] | null {
  const { BOFU_PUBLIC_ORIGIN, BOFU_TLS_CERT_FILE, BOFU_TLS_KEY_FILE, BOFU_TRUSTED_PROXY } = settings;
  if ((BOFU_TLS_CERT_FILE === undefined) !== (BOFU_TLS_KEY_FILE === undefined))
    throw new ConfigurationError('BOFU_TLS_CERT_FILE 与 BOFU_TLS_KEY_FILE 须一同设置');
  const tls =
    BOFU_TLS_CERT_FILE === undefined || BOFU_TLS_KEY_FILE === undefined
      ? null
      : { certFile: resolve(BOFU_TLS_CERT_FILE), keyFile: resolve(BOFU_TLS_KEY_FILE) };
  if (tls === null && BOFU_TRUSTED_PROXY === undefined && BOFU_PUBLIC_ORIGIN === undefined) return null;
  if (tls !== null && BOFU_TRUSTED_PROXY !== undefined)
    throw new ConfigurationError(
      '证书（BOFU_TLS_CERT_FILE）与代理（BOFU_TRUSTED_PROXY）只能设置其一：加密由谁负责须是明确的',
    );
  if (tls === null && BOFU_TRUSTED_PROXY === undefined)
    throw new ConfigurationError(
      '设置了 BOFU_PUBLIC_ORIGIN，还须设置证书（BOFU_TLS_CERT_FILE、BOFU_TLS_KEY_FILE）或代理（BOFU_TRUSTED_PROXY）',
    );
  if (BOFU_PUBLIC_ORIGIN === undefined)
    throw new ConfigurationError('设置了证书或代理，还须设置 BOFU_PUBLIC_ORIGIN，例如 https://bofu.example.gov.cn');
  return { publicOrigin: BOFU_PUBLIC_ORIGIN, tls, trustedProxies: BOFU_TRUSTED_PROXY ?? [] };
}

/** Where people open it, as far as settings tell. */
export const addressOf = ({ host, port, entrance }: Pick<Configuration, 'host' | 'port' | 'entrance'>): string =>
  entrance?.publicOrigin ?? `http://${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
