/** What is kept, by IANA's names; OFD (GB/T 33190) has none there, and goes by the one its readers register. */
export const MEDIA_TYPES = ['application/pdf', 'application/ofd', 'image/png', 'image/jpeg', 'image/tiff'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

/** How a file of the type may end, the usual way first. */
const ENDINGS: Readonly<Record<MediaType, readonly [string, ...string[]]>> = {
  'application/pdf': ['.pdf'],
  'application/ofd': ['.ofd'],
  'image/png': ['.png'],
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/tiff': ['.tif', '.tiff'],
};

/**
 * A name that is one on every system and ends as its content does: `回单.exe` holding a PDF becomes `回单.exe.pdf`, which
 * nobody runs by opening it. Folders in front of it are dropped.
 */
export function fileNameFor(name: string, mediaType: MediaType): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const sound = last
    .replace(/[:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .trim();
  const plain = sound === '' ? '附件' : sound;
  const [usual, ...others] = ENDINGS[mediaType];
  const ends = [usual, ...others].some((ending) => plain.toLowerCase().endsWith(ending));
  return ends ? plain : `${plain}${usual}`;
}
