export default async function tidyUp(): Promise<void> {
  await (globalThis as { tidyUpAfterTests?: () => Promise<void> | void }).tidyUpAfterTests?.();
}
