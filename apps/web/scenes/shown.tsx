/** What a scene's state has come to, for whoever tests it. */
export const Shown = ({ name = '状态', value }: { name?: string; value: unknown }) => (
  <output aria-label={name}>{JSON.stringify(value)}</output>
);
