import { Notice } from '#components/ui/notice';
import type { KeepingView } from '#lib/contract/keeping';

/** On every page while something about the data folder must be known. */
export function StorageNotices({ notices }: { notices: KeepingView['notices'] }) {
  if (notices.length === 0) return null;
  return (
    <aside aria-label="The data folder" className="flex flex-col gap-3 px-4 pt-3 sm:px-5">
      {notices.map(({ message, cure }) => (
        <Notice key={message} tone="red" title={<span className="wrap-anywhere">{message}</span>}>
          <span className="wrap-anywhere">{cure}</span>
        </Notice>
      ))}
    </aside>
  );
}
