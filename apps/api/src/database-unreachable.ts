/** The database of the read models cannot be opened: told to the operator in one sentence. */
export class DatabaseUnreachable extends Error {
  constructor(cause: unknown) {
    super(`数据库无法连接：${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
