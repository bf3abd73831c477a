const MINUTE = 60_000;

/** How long something has waited, in the words of a clerk: 刚到, 已等 25 分钟, 3 小时, 2 天. */
export function waitedText(since: string, now: Date): string {
  const minutes = Math.floor((now.getTime() - Date.parse(since)) / MINUTE);
  if (!(minutes >= 1)) return '刚到';
  if (minutes < 60) return `已等 ${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `已等 ${hours} 小时` : `已等 ${Math.floor(hours / 24)} 天`;
}
