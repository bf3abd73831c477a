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

interface Held {
  readonly post: Post;
  /** `null`: the whole installation. */
  readonly onAgencyId: string | null;
}

/**
 * Whether one person may not hold both. Of 经办, 复核, 审批 and 财务 each excludes the others on the same books; oversight
 * and administration exclude every other post wherever it is; in a small office (小单位模式) one person may hold several
 * posts of administration, and of nothing else. Two of the same post go together: a deputy has both her own and the one
 * she stands in for.
 */
export function incompatible(one: Held, other: Held, inSmallOffice = false): boolean {
  if (one.post === other.post) return false;
  if (inSmallOffice && isAdministration(one.post) && isAdministration(other.post)) return false;
  const apart = [one, other].some(({ post }) => isAdministration(post) || isOversight(post));
  return apart || one.onAgencyId === other.onAgencyId;
}
