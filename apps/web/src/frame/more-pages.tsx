import { useEffect, useId, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';

/**
 * The pages that are not opened every day, behind one button: Esc and a press elsewhere close it, and so does going to
 * one of them. WAI-ARIA Authoring Practices, disclosure navigation.
 */
export function MorePages({ pages }: { pages: readonly { readonly to: string; readonly word: string }[] }) {
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const { pathname } = useLocation();
  const here = pages.find(({ to }) => `${pathname}/`.startsWith(`${to.split('?', 1)[0]}/`));
  useEffect(() => setOpen(false), [pathname]);
  useEffect(() => {
    if (!isOpen) return;
    const outside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !place.current?.contains(target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [isOpen]);
  return (
    <div
      ref={place}
      className="more-pages"
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !isOpen) return;
        setOpen(false);
        button.current?.focus();
      }}
    >
      <button
        ref={button}
        type="button"
        className={here === undefined ? 'top-bar-button' : 'top-bar-button top-bar-here'}
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        {here?.word ?? '更多'} <span aria-hidden="true">▾</span>
      </button>
      <ul id={listId} hidden={!isOpen}>
        {pages.map(({ to, word }) => (
          <li key={to}>
            <NavLink to={to}>{word}</NavLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
