import { useEffect, useRef, useSyncExternalStore } from 'react';

/** A key that does something on this page, as `j` or `Shift+ArrowLeft`; `?` lists them. */
export interface Shortcut {
  readonly key: string;
  readonly does: string;
  readonly run: () => void;
}

/** As it stands on the keyboard. */
export const keyShown = (key: string): string => key.replace('ArrowLeft', '←').replace('ArrowRight', '→');

/** What every page has, listed under `?` even where a page adds nothing. */
const active: Shortcut[][] = [];
const listeners = new Set<() => void>();
const OFF_KEY = 'bofu.single-keys-off';

let listed: readonly Shortcut[] = [];
const changed = () => {
  listed = active.flat();
  for (const listener of listeners) listener();
};

/** Single keys must not fire while somebody types, least of all while an input method composes. */
const typing = (event: KeyboardEvent): boolean => {
  if (event.isComposing || event.keyCode === 229) return true;
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const target = event.target;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest(
        'input:not([type="checkbox"], [type="radio"]), textarea, select, [role="dialog"], [role="listbox"]',
      ) !== null)
  );
};

/** A named key says whether Shift was held; with a character, Shift has gone into the character. */
const pressed = ({ key, shiftKey }: KeyboardEvent): string =>
  shiftKey && key.startsWith('Arrow') ? `Shift+${key}` : key;

/** Arrows choose among radios and move a table sideways before they belong to the page. */
const takesArrows = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input[type="radio"], [role="tab"], [role="region"]');

export const singleKeysOff = (): boolean => localStorage.getItem(OFF_KEY) === '1';
export function switchSingleKeys(off: boolean): void {
  localStorage.setItem(OFF_KEY, off ? '1' : '0');
  changed();
}

document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented || typing(event) || singleKeysOff()) return;
  const shortcut = active
    .flat()
    .reverse()
    .find(({ key }) => key === pressed(event) || key === event.key.toLowerCase());
  if (shortcut === undefined) return;
  if (event.key.startsWith('Arrow') && takesArrows(event.target)) return;
  // Enter belongs to a focused button or link before it belongs to the page.
  if (event.key === 'Enter' && event.target instanceof HTMLElement && event.target.closest('a, button') !== null)
    return;
  event.preventDefault();
  shortcut.run();
});

/** Single keys of a page, for as long as it is shown. The newest page's key wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const keys = shortcuts.map(({ key, does }) => `${key} ${does}`).join('\n');
  useEffect(() => {
    if (keys === '') return;
    const mine = keys.split('\n').map((line): Shortcut => {
      const [key = '', does = ''] = line.split(/ (.*)/s);
      return { key, does, run: () => latest.current.find((each) => each.key === key)?.run() };
    });
    active.push(mine);
    changed();
    return () => {
      active.splice(active.indexOf(mine), 1);
      changed();
    };
  }, [keys]);
}

export const useListedShortcuts = (): readonly Shortcut[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => listed,
  );
