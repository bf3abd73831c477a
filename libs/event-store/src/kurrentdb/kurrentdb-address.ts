import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { StoreUnusable } from '../event-store-errors';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What a connection string says, as far as this adapter follows it. */
export interface KurrentDbAddress {
  /** Where to ask first; the members of the cluster are learnt from whoever answers. */
  readonly seeds: readonly Endpoint[];
  readonly account: { readonly name: string; readonly password: string } | null;
  /** `null` for a server without TLS. */
  readonly tls: {
    readonly authority: Buffer | null;
    readonly certificate: Buffer | null;
    readonly key: Buffer | null;
    readonly verify: boolean;
  } | null;
  readonly connectionName: string | null;
  /** Milliseconds. */
  readonly keepAliveInterval: number;
  readonly keepAliveTimeout: number;
}

export const textOf = ({ host, port }: Endpoint): string => `${host}:${port}`;

const DEFAULT_PORT = 2113;
const DEFAULT_KEEP_ALIVE_MS = 10_000;

/** What the official clients know and this adapter decides by itself: reads go to the leader, time is given by the call. */
const OF_NO_CONCERN = [
  'defaultdeadline',
  'discoveryinterval',
  'gossiptimeout',
  'maxdiscoverattempts',
  'nodepreference',
  'throwonappendfailure',
];

const FORM = /^(?:kurrentdb|kurrent|kdb|esdb)(?:\+discover)?:\/\/(?:([^/?]*)@)?([^@/?]+)\/?(?:\?(.*))?$/i;

/**
 * Reads `kurrentdb://name:password@host:port,host:port?tls=true&tlsCAFile=…`; percent-escapes in name and password count.
 *
 * @throws StoreUnusable for anything that is none
 */
export function readAddress(url: string): KurrentDbAddress {
  const form = FORM.exec(url.trim());
  if (!form?.[2]) throw invalid('形式应为 kurrentdb://主机:端口?tls=true');
  const options = new Map<string, string>();
  for (const pair of (form[3] ?? '').split('&').filter((text) => text !== '')) {
    const [key = '', value = ''] = pair.split('=', 2).map(unescaped);
    options.set(key.toLowerCase(), value);
  }
  const take = (key: string): string | null => {
    const value = options.get(key) ?? null;
    options.delete(key);
    return value;
  };
  const yes = (key: string): boolean => {
    const value = take(key) ?? 'true';
    if (value !== 'true' && value !== 'false') throw invalid(`参数 ${key} 须为 true 或 false`);
    return value === 'true';
  };
  const milliseconds = (key: string): number => {
    const value = take(key) ?? String(DEFAULT_KEEP_ALIVE_MS);
    if (!/^-?\d+$/.test(value)) throw invalid(`参数 ${key} 须为毫秒数`);
    return Number(value);
  };
  const [secure, verify] = [yes('tls'), yes('tlsverifycert')];
  const [authority, certificate, key] = ['tlscafile', 'usercertfile', 'userkeyfile'].map((name) => {
    const path = take(name);
    return path === null ? null : contentOf(path);
  });
  const address: KurrentDbAddress = {
    seeds: form[2].split(',').map(endpointOf),
    account: accountOf(form[1]),
    tls: secure ? { authority: authority ?? null, certificate: certificate ?? null, key: key ?? null, verify } : null,
    connectionName: take('connectionname'),
    keepAliveInterval: milliseconds('keepaliveinterval'),
    keepAliveTimeout: milliseconds('keepalivetimeout'),
  };
  OF_NO_CONCERN.forEach(take);
  const [unknown] = options.keys();
  if (unknown !== undefined) throw invalid(`参数 ${unknown} 不认识`);
  return address;
}

function endpointOf(text: string): Endpoint {
  const [, host, port = String(DEFAULT_PORT)] = /^([^:\s]+)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  if (host === undefined || Number(port) > 65_535) throw invalid(`“${text}”不是主机名与端口`);
  return { host, port: Number(port) };
}

function accountOf(text: string | undefined): KurrentDbAddress['account'] {
  if (text === undefined) return null;
  const colon = text.indexOf(':');
  if (colon < 1) throw invalid('账户应为 用户名:密码');
  return { name: unescaped(text.slice(0, colon)), password: unescaped(text.slice(colon + 1)) };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('百分号转义不正确（密码中的 % 应写作 %25）');
  }
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(resolve(path));
  } catch (error) {
    throw new StoreUnusable('address-invalid', `证书文件无法读取：${path}`, error);
  }
}

const invalid = (why: string): StoreUnusable =>
  new StoreUnusable('address-invalid', `KurrentDB 的连接字符串（BOFU_KURRENTDB_URL）不正确：${why}`);
