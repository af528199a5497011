import { type ReactElement, useRef, useState } from 'react';
import { useCovered } from '#components/run/notices/use-covered.ts';
import { useOwnFocus } from '#components/run/notices/use-own-focus.ts';
import { FoldButton } from '#components/shared/screen/fold-button.tsx';
import { cx } from '#components/ui/class-names.ts';

/** The buttons of a notice stand beside its text where there is room. */
const wideClass =
  'sm:[&_:has(>[data-actions])]:grid sm:[&_:has(>[data-actions])]:grid-cols-[minmax(0,1fr)_auto] sm:[&_:has(>[data-actions])]:gap-x-6 sm:[&_[data-actions]]:col-start-2 sm:[&_[data-actions]]:row-span-2 sm:[&_[data-actions]]:row-start-1 sm:[&_[data-actions]]:mt-0 sm:[&_[data-actions]]:self-center sm:[&_[data-actions]]:min-w-44 sm:[&_[data-actions]]:justify-end';

/** In a wide window each notice is a card; in a narrow one, notices fill the width. */
const noticeClass =
  'max-sm:*:rounded-none max-sm:*:border-0 max-sm:*:border-t max-sm:*:border-line max-sm:*:text-xs max-sm:[&_p:has(+[data-hint])]:pr-16 roomy:sm:[&>*]:border-line roomy:sm:[&>:not(:first-child)]:shadow-popup';

/** Hidden hints stay available to screen readers, and appear when the focus is in them. */
const foldedHintClass =
  'max-sm:[&_[data-hint]:not(:focus-within)]:sr-only max-sm:[&_p:has(+[data-hint])]:line-clamp-2';

/**
 * The notices of a run under way, over the lower end of the window: the page stays in place when one comes or goes, and
 * a notice stays when one above it does. Their section has always the same place, and they stand at its end. In the
 * order of reading they follow the commands of the run. The page has as much room at its end as they cover. A narrow
 * window shows their titles and buttons above the commands, and unfolds the rest on a press. In a low window they stand
 * where they are read.
 */
export function NoticeDock({
  notices,
  commands,
  headline,
}: {
  notices: readonly ReactElement[];
  /** Whether a narrow window has the commands of the run at its end. */
  commands: boolean;
  /** Shown where the commands were, so that nothing else takes the place of a button that is gone. */
  headline: string;
}) {
  const [open, setOpen] = useState(false);
  const keys = notices.map(({ key }) => key).join(' ');
  const place = useOwnFocus(keys);
  const section = useRef<HTMLElement>(null);
  useCovered(section, `${keys} ${commands}`);
  return (
    <>
      <div ref={place} data-dock className="empty:absolute roomy:absolute print:hidden">
        {notices.length > 0 && (
          <section
            ref={section}
            aria-label="Notices"
            className={cx(
              'flex flex-col *:shrink-0 sm:gap-2',
              'roomy:pointer-events-none roomy:fixed roomy:inset-x-0 roomy:top-[40dvh] roomy:z-20 roomy:overflow-y-auto roomy:*:pointer-events-auto',
              'max-sm:-mx-4 roomy:max-sm:mx-0 sm:bottom-0 roomy:sm:px-[max(1.5rem,calc(50%-42.5rem))] roomy:sm:pb-4',
              commands ? 'max-sm:bottom-15' : 'max-sm:bottom-0',
              noticeClass,
              wideClass,
              !open && foldedHintClass,
            )}
          >
            <div className="relative mt-auto h-0">
              <div className="absolute top-1 right-2">
                <FoldButton open={open} onToggle={() => setOpen(!open)}>
                  More
                </FoldButton>
              </div>
            </div>
            <h2 className="sr-only">Notices</h2>
            {notices}
            {!commands && (
              <p
                aria-hidden
                className="grid h-15 content-center border-t bg-panel px-4 font-medium text-sm sm:hidden"
              >
                {headline}
              </p>
            )}
          </section>
        )}
      </div>
      <div aria-hidden className="order-last hidden h-[var(--covered,0px)] roomy:block print:hidden" />
    </>
  );
}
