'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import { cx } from '#components/ui/class-names.ts';

const widths = { sm: 'max-w-md', md: 'max-w-[620px]', lg: 'max-w-3xl' };

export interface DialogProps {
  open?: boolean;
  onClose: () => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Its buttons. */
  footer?: ReactNode;
  width?: keyof typeof widths;
  /** Neither Escape nor a press outside closes it, for work that is under way. */
  locked?: boolean;
  /** Always at full height, so that nothing moves when the content changes. */
  tall?: boolean;
  /** The field that has the focus at first. */
  initialFocus?: RefObject<HTMLElement | null>;
}

/**
 * The window of a `Dialog`. Its code is loaded when the first dialog opens. Title and buttons stay in place while the
 * rest scrolls; in a low window, or a page that is zoomed much, everything scrolls.
 */
export function DialogWindow({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  width = 'md',
  locked = false,
  tall = false,
  initialFocus,
}: DialogProps & { open: boolean }) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next && !locked) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop
          data-scrim
          className="fixed inset-0 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        />
        <Base.Viewport className="fixed inset-0 overflow-y-auto overscroll-contain">
          <div className="flex min-h-full items-center justify-center p-3 sm:p-6">
            <Base.Popup
              {...(initialFocus === undefined ? {} : { initialFocus })}
              className={cx(
                'w-full rounded-2xl border bg-panel shadow-dialog focus-visible:outline-none',
                'roomy:flex roomy:max-h-[calc(100dvh-1.5rem)] roomy:flex-col sm:roomy:max-h-[calc(100dvh-3rem)]',
                'transition-[opacity,scale] duration-150 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
                tall && 'roomy:h-[60rem]',
                widths[width],
              )}
            >
              <Base.Title className="shrink-0 px-4 pt-4 pb-1.5 text-lg font-semibold text-balance sm:px-6 sm:pt-5">
                {title}
              </Base.Title>
              <div className="lined-when-scrolled min-h-0 roomy:grow overflow-y-auto overscroll-contain px-4 pb-4 sm:px-6 sm:pb-5">
                {description && (
                  <Base.Description render={<div />} className="text-sm text-ink-2">
                    {description}
                  </Base.Description>
                )}
                {children && <div className={description ? 'mt-4' : 'mt-2'}>{children}</div>}
              </div>
              {footer && (
                <div className="flex shrink-0 flex-wrap items-end justify-end gap-x-2 gap-y-3 border-t px-4 py-3 sm:px-6">
                  {footer}
                </div>
              )}
            </Base.Popup>
          </div>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
