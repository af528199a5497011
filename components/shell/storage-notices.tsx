'use client';
import useSWR from 'swr';
import { get } from '#components/shared/api.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { retentionViewSchema } from '#lib/contract/retention';

/** Time between two questions while the page is visible, in ms. */
const askEveryMs = 30_000;

/** Shows notices about the data folder on every page. A page carries no data, so it asks for them. */
export function StorageNotices() {
  const { data } = useSWR('/api/retention', (path: string) => get(path, retentionViewSchema), {
    refreshInterval: askEveryMs,
  });
  if (!data || data.notices.length === 0) return null;
  return (
    <aside aria-label="The data folder" className="flex flex-col gap-3 px-4 pt-3 sm:px-5">
      {data.notices.map(({ message, hint }) => (
        <Notice key={message} tone="red" live title={<span className="wrap-anywhere">{message}</span>}>
          <p className="wrap-anywhere">{hint}</p>
          <HelpLink topic="data-folder-changed" />
        </Notice>
      ))}
    </aside>
  );
}
