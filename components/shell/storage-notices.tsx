'use client';
import useSWR from 'swr';
import { get } from '#components/shared/api.ts';
import { Notice } from '#components/ui/notice.tsx';
import { retentionViewSchema } from '#lib/contract/retention';

/** How often it is asked while the page is looked at, in ms. */
const askEveryMs = 30_000;

/** On every page while something about the data folder must be known. The page itself carries no data: it asks. */
export function StorageNotices() {
  const { data } = useSWR('/api/retention', (path: string) => get(path, retentionViewSchema), {
    refreshInterval: askEveryMs,
  });
  if (!data || data.notices.length === 0) return null;
  return (
    <aside aria-label="The data folder" className="flex flex-col gap-3 px-4 pt-3 sm:px-5">
      {data.notices.map(({ message, hint }) => (
        <Notice key={message} tone="red" live title={<span className="wrap-anywhere">{message}</span>}>
          <span className="wrap-anywhere">{hint}</span>
        </Notice>
      ))}
    </aside>
  );
}
