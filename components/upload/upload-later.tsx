'use client';
import { laterPart } from '#components/ui/later/later-part.tsx';
import { RowsSkeleton } from '#components/ui/rows-skeleton.tsx';

/** `Upload`, loaded once Lockstep is connected. */
export const UploadLater = laterPart(
  async () => (await import('#components/upload/upload.tsx')).Upload,
  () => <RowsSkeleton label="Loading the upload" rows={14} />,
);
