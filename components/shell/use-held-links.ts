/** Links to other pages of Lockstep, while nothing would answer. */
import { useEffect, useRef } from 'react';
import { serverContact } from '#components/shared/contact/server-contact.ts';

/**
 * Asks the server before a link to another page of Lockstep is followed, and calls `held` with the name of the link if
 * nothing answers. The link is followed only if something does.
 */
export function useHeldLinks(held: (name: string) => void): void {
  const latest = useRef(held);
  latest.current = held;
  useEffect(() => {
    /** The link that is being followed after the server has answered. */
    let passing: HTMLAnchorElement | null = null;

    function onClick(event: MouseEvent): void {
      const link = followedLink(event);
      if (link === null || link === passing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void serverContact.ask().then((answers) => {
        if (!answers) {
          latest.current(link.textContent?.trim() || 'This page');
          return;
        }
        passing = link;
        link.click();
        passing = null;
      });
    }

    // React listens at the document, so that the window hears a click before it.
    window.addEventListener('click', onClick, { capture: true });
    return () => window.removeEventListener('click', onClick, { capture: true });
  }, []);
}

/** The link that a click would open in this window, if it leads to another page of Lockstep. */
function followedLink(event: MouseEvent): HTMLAnchorElement | null {
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
  if (!isPlain || link === null || link.target === '_blank' || link.hasAttribute('download')) return null;
  const isOwn = link.origin === location.origin;
  return isOwn && link.pathname + link.search !== location.pathname + location.search ? link : null;
}
