import { type ReactElement, type RefObject, useEffect, useRef } from 'react';
import { Card } from '#components/run/side/card.tsx';
import { ReasonsSoFar } from '#components/run/side/reasons-so-far.tsx';
import { useIsNarrow } from '#components/shared/screen/use-is-narrow.ts';
import type { RunState } from '#lib/domain/run/state';

const title = 'Needs attention';

/**
 * What a run under way needs of the admin: first why it does not go on (`notices`), then why its users need attention.
 * It keeps its room from the start, and stays when the run ends, so that the users beside or below it do not move. In a
 * narrow window the notices take the place of the card.
 */
export function NeedsAttention({
  state,
  notices,
  onList,
}: {
  state: RunState;
  notices: readonly ReactElement[];
  onList: () => void;
}) {
  const instead = useIsNarrow() && notices.length > 0;
  const place = useOwnFocus(`${instead} ${notices.length}`);
  return (
    <div ref={place} tabIndex={-1} className="grid min-h-39">
      {instead ? (
        <section aria-label={title} className="grid gap-2 [&>div]:text-xs">
          <h2 className="sr-only">{title}</h2>
          {notices}
        </section>
      ) : (
        <Card title={title}>
          <div className="flex h-[calc(100%-1.5rem)] flex-col gap-3 sm:min-h-42 lg:min-h-66">
            {notices}
            <ReasonsSoFar state={state} most={notices.length > 0 ? 1 : 5} onList={onList} />
          </div>
        </Card>
      )}
    </div>
  );
}

/**
 * The place takes the focus if it had it within, and the button that had it goes when `key` changes. Nothing scrolls,
 * and a focus elsewhere stays there.
 */
function useOwnFocus(key: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const last = useRef<{ key: string; button: Element | null }>({ key, button: null });
  useEffect(() => {
    const here = place.current;
    if (!here) return;
    const note = () => {
      last.current.button = here.contains(document.activeElement) ? document.activeElement : null;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    const { key: before, button } = last.current;
    last.current.key = key;
    const isLost = button !== null && !button.isConnected && document.activeElement === document.body;
    if (before !== key && isLost) place.current?.focus({ preventScroll: true });
  }, [key]);
  return place;
}
