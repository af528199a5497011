'use client';
import { useEffect, useEffectEvent, useState } from 'react';
import { pastedFile } from '#components/upload/pasted-file';

/** Takes files dropped or pasted, and CSV text pasted, anywhere on the page. True while something is held over it. */
export function usePageFiles(take: (files: readonly File[]) => void): boolean {
  const [held, setHeld] = useState(false);
  const taken = useEffectEvent(take);
  useEffect(() => {
    // Entering a child comes before leaving its parent: the page is left when all that was entered was left.
    let inside = 0;
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      inside += 1;
      setHeld(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      inside = Math.max(0, inside - 1);
      if (inside === 0) setHeld(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      inside = 0;
      setHeld(false);
      taken([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent): void => {
      const { target, clipboardData } = event;
      if (target instanceof HTMLElement && target.closest('input:not([type=file]), textarea')) return;
      const files = [...(clipboardData?.files ?? [])];
      const text = clipboardData?.getData('text/plain') ?? '';
      if (files.length > 0) taken(files);
      else if (text.trim() !== '') taken([pastedFile(text)]);
      else return;
      event.preventDefault();
    };
    const listeners = { dragover: over, dragenter: enter, dragleave: leave, drop };
    for (const [type, listener] of Object.entries(listeners)) {
      window.addEventListener(type, listener as EventListener);
    }
    window.addEventListener('paste', paste);
    return () => {
      for (const [type, listener] of Object.entries(listeners)) {
        window.removeEventListener(type, listener as EventListener);
      }
      window.removeEventListener('paste', paste);
    };
  }, []);
  return held;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
