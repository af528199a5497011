import { type RefObject, useLayoutEffect, useRef } from 'react';

/** While `steady`, the element stays at least as high as it was before. */
export function useSteadyHeight(place: RefObject<HTMLElement | null>, steady: boolean): void {
  const last = useRef(0);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    element.style.minHeight = steady ? `${last.current}px` : '';
    if (steady) return;
    const observer = new ResizeObserver(() => {
      last.current = element.offsetHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  });
}
