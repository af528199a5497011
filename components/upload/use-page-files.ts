'use client';
import { useEffect, useEffectEvent } from 'react';
import { useDroppedFiles } from '#components/shared/files/use-dropped-files.ts';
import { pastedFile } from '#components/upload/pasted-file.ts';

/**
 * Takes files that are dropped or pasted, and pasted CSV text, anywhere on the page. True while files are dragged over
 * it.
 */
export function usePageFiles(take: (files: readonly File[]) => void): boolean {
  const taken = useEffectEvent(take);
  const isDragging = useDroppedFiles(take);
  useEffect(() => {
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
    window.addEventListener('paste', paste);
    return () => window.removeEventListener('paste', paste);
  }, []);
  return isDragging;
}
