/** Files dropped anywhere on the page. */
import { useEffect, useEffectEvent, useState } from 'react';

/** Gives dropped files to `take`. Returns true while files are dragged over the page. */
export function useDroppedFiles(take: (files: readonly File[]) => void): boolean {
  const [isDragging, setDragging] = useState(false);
  const taken = useEffectEvent(take);
  useEffect(() => {
    // The browser enters a child before it leaves the parent, so the page is left when as many elements were left as
    // entered.
    let inside = 0;
    const over = (event: DragEvent): void => {
      if (hasFiles(event)) event.preventDefault();
    };
    const enter = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      inside += 1;
      setDragging(true);
    };
    const leave = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      inside = Math.max(0, inside - 1);
      if (inside === 0) setDragging(false);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      inside = 0;
      setDragging(false);
      taken([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragover: over, dragenter: enter, dragleave: leave, drop };
    for (const [type, listener] of Object.entries(listeners)) {
      window.addEventListener(type, listener as EventListener);
    }
    return () => {
      for (const [type, listener] of Object.entries(listeners)) {
        window.removeEventListener(type, listener as EventListener);
      }
    };
  }, []);
  return isDragging;
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
