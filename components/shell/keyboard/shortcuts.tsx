import { usePathname } from 'next/navigation';
import { usePreferences } from '#components/shared/preferences/use-preferences.ts';
import { shortcutLists } from '#components/shell/keyboard/shortcut-lists.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

/** The list of the keys that do something on this page. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const lists = shortcutLists(usePathname(), usePreferences()?.lists === 'pages');
  return (
    <Dialog
      title="Keyboard shortcuts"
      description="On a Mac, Ctrl is ⌘. Single keys work while no field has the focus. No key starts or stops a run."
      onClose={onClose}
      footer={
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {lists.map(({ title, keys }) => (
          <section key={title}>
            <h3 className="pb-1 text-ink-2 text-xs">{title}</h3>
            <dl className="divide-y border-y">
              {keys.map(([meaning, key]) => (
                <div key={key} className="flex items-center justify-between gap-3 py-1.5">
                  <dt>{meaning}</dt>
                  <dd className="shrink-0">
                    <Kbd>{key}</Kbd>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      {lists.length === 1 && (
        <p className="mt-3 text-ink-2">
          The review and the page of a run have keys of their own, listed there.
        </p>
      )}
    </Dialog>
  );
}
