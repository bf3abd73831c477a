import { useEffect, useRef, type ReactNode } from 'react';
import './menu.css';

/** A button that opens a small panel below it, over whatever scrolls there; Esc and a press elsewhere close it. */
export function Menu({ word, children }: { word: string; children: ReactNode }) {
  const place = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const outside = ({ target }: PointerEvent) => {
      if (place.current?.open && target instanceof Node && !place.current.contains(target)) place.current.open = false;
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, []);
  return (
    <details
      ref={place}
      className="menu no-print"
      onToggle={({ currentTarget }) => {
        const panel = currentTarget.lastElementChild;
        if (!currentTarget.open || !(panel instanceof HTMLElement)) return;
        const { bottom, right } = currentTarget.getBoundingClientRect();
        panel.style.top = `${bottom + 4}px`;
        panel.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
      }}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== 'Escape') return;
        currentTarget.open = false;
        currentTarget.querySelector('summary')?.focus();
      }}
    >
      <summary>{word}</summary>
      <div className="menu-panel">{children}</div>
    </details>
  );
}
