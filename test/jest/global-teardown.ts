export default async function stopPostgresOfTests(): Promise<void> {
  await (globalThis as { stopPostgresForTests?: () => Promise<void> }).stopPostgresForTests?.();
}
