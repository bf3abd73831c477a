import { POSTS, type Post } from '@bofu/kernel';

/** Posts people are granted; `service` is what a program is, and granted to nobody. */
export type HumanPost = Exclude<Post, 'service'>;
export const HUMAN_POSTS = POSTS.filter((post): post is HumanPost => post !== 'service');

/** 系统, 安全, 审计管理员: of the whole installation, and without any right over money. */
const ADMINISTRATION: readonly Post[] = ['system-administrator', 'security-administrator', 'audit-administrator'];
export const isAdministration = (post: Post): boolean => ADMINISTRATION.includes(post);

/** 监管, 审计: they look at what others did, so they did none of it, on whichever books. */
const OVERSIGHT: readonly Post[] = ['supervisor', 'auditor'];
export const isOversight = (post: Post): boolean => OVERSIGHT.includes(post);

/** What a program may be granted: to enter and to read. Whatever a signature or a bank's money hangs on is a person's. */
const FOR_SERVICES: readonly Post[] = ['clerk', 'auditor'];
export const isForServices = (post: Post): boolean => FOR_SERVICES.includes(post);

/** 经办, 复核, 审批, 财务: what a payment goes through, and what may be granted for a set of programmes alone. */
const OVER_MONEY: readonly Post[] = ['clerk', 'reviewer', 'approver', 'cashier'];
export const isOverMoney = (post: Post): boolean => OVER_MONEY.includes(post);

/** They hold statements against the books, and the books are of all programmes. */
const RECONCILES: readonly Post[] = ['clerk', 'reviewer'];

interface Held {
  readonly post: Post;
  /** `null`: the whole installation. */
  readonly onAgencyId: string | null;
  /** 项目组; `null`: all programmes of the agency. */
  readonly programmeSetId: string | null;
}

export interface Rules {
  /** 小单位模式 where administrators are concerned. */
  readonly inSmallOffice?: boolean;
  /** Whether two sets have a programme in common. Default: they have none, as nobody is granted two that have. */
  readonly share?: (one: string, other: string) => boolean;
}

/**
 * Whether one person may not hold both. Of 经办, 复核, 审批 and 财务 each excludes the others on the same books, as far as
 * both are about one programme at least; but 财务 excludes 经办 and 复核 altogether, because they reconcile what she handed
 * over. Oversight and administration exclude every other post wherever it is; in a small office (小单位模式) one person may
 * hold several posts of administration, and of nothing else. Two of the same post go together: a deputy has both her own
 * and the one she stands in for.
 */
export function incompatible(
  one: Held,
  other: Held,
  { inSmallOffice = false, share = () => false }: Rules = {},
): boolean {
  if (one.post === other.post) return false;
  const posts = [one.post, other.post];
  if (inSmallOffice && posts.every(isAdministration)) return false;
  if (posts.some((post) => isAdministration(post) || isOversight(post))) return true;
  if (one.onAgencyId !== other.onAgencyId) return false;
  if (posts.includes('cashier') && posts.some((post) => RECONCILES.includes(post))) return true;
  const [first, second] = [one.programmeSetId, other.programmeSetId];
  return first === null || second === null || first === second || share(first, second);
}
