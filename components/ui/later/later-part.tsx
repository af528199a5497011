'use client';
import type { ComponentType, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { Button } from '#components/ui/button.tsx';
import { later } from '#components/ui/later/later.ts';
import { surface } from '#components/ui/surface.ts';

/** A component whose code is loaded when it is first drawn. Until then, `meanwhile` draws the placeholder. */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile: (props: Props) => ReactNode = () => null,
): ComponentType<Props> {
  const useCode = later(async () => ({ Part: await load() }));
  // biome-ignore lint/correctness/noComponentHookFactories: it is made once, when the module of its caller is loaded
  return function LaterPart(props: Props) {
    const code = useCode();
    if (code.at === 'loaded') return <code.module.Part {...props} />;
    return (
      <>
        {meanwhile(props)}
        {code.at === 'failed' && <NotLoaded again={code.again} />}
      </>
    );
  };
}

/** Says that a part of the page was asked for and could not be loaded. It lies over the page, also over a dialog. */
export function NotLoaded({ again }: { again: () => void }) {
  return createPortal(
    <div
      role="alert"
      className={`${surface} fixed inset-x-3 bottom-3 z-50 mx-auto flex max-w-lg flex-wrap items-center gap-3 px-4 py-3 text-sm`}
    >
      <p className="min-w-0 flex-1">
        This part of the page could not be loaded. If Lockstep was started again, reload the page.
      </p>
      <Button onClick={again}>Try again</Button>
      <Button onClick={() => location.reload()}>Reload</Button>
    </div>,
    document.body,
  );
}
