import { hash, verify, type Algorithm } from '@node-rs/argon2';

/** OWASP's first choice: argon2id with 19 MiB, two passes, one lane. About 0.1 s of one core. */
const COST = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** So many at once: strangers must not be able to fill the memory by trying passwords. */
const AT_ONCE = 4;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, COST));

/** Nobody's: verified in place of an account's where there is none, so that both take the same way and time. */
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$Lk8pMp8oBtO16lhWOBNFKQ$0ueQzKAEgKH2HuHObIHYaHSgidmaiJZnHVp5HGC0uY4';

/** Whether it is the password of that account. `null`: there is no such account, or it has none. */
export const isPasswordOf = async (passwordHash: string | null, password: string): Promise<boolean> => {
  const right = await inTurn(() => verify(passwordHash ?? NOBODYS, password));
  return right && passwordHash !== null;
};
