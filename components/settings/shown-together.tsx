'use client';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { cx } from '#components/ui/class-names.ts';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

/** The longest wait for parts that are being read, in ms. */
const longestMs = 3_000;

/**
 * Shows its children at once, when none of them has a skeleton any more, so that no panel moves another one. They have
 * their places before that. A part that is read for long does not keep the others back. One status says that they are
 * being read: their own skeletons say nothing.
 */
export function ShownTogether({ label, children }: { label: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isLong, setIsLong] = useState(false);
  const [isRead, setIsRead] = useState(false);
  const shown = isRead || isLong;
  useEffect(() => {
    const parts = place.current;
    if (parts === null) return;
    const look = (): void => {
      if (parts.querySelector('[data-skeleton]') !== null) return;
      end();
      setIsRead(true);
    };
    const observer = new MutationObserver(look);
    const timer = setTimeout(() => setIsLong(true), longestMs);
    const end = (): void => {
      observer.disconnect();
      clearTimeout(timer);
    };
    observer.observe(parts, { childList: true, subtree: true });
    look();
    return end;
  }, []);
  return (
    <div className="relative">
      <p role="status" className="sr-only">
        {isRead ? '' : label}
      </p>
      {!shown && (
        <div className="absolute inset-x-0 top-0">
          <RowsSkeleton rows={8} />
        </div>
      )}
      <div ref={place} className={cx('flex flex-col gap-4', !shown && 'invisible')}>
        {children}
      </div>
    </div>
  );
}
