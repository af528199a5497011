import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

const lists = [
  {
    title: 'Everywhere',
    keys: [
      ['Find or do anything', 'Ctrl K'],
      ['This list', '?'],
      ['Close, or leave a field', 'Esc'],
    ],
  },
  {
    title: 'Review',
    keys: [
      ['Search the list', '/'],
      ['Move in the list', 'Arrow keys'],
      ['Select or unselect', 'Space'],
      ['Select or unselect a range', 'Shift Space'],
      ['Undo the last change of the selection', 'Ctrl Z'],
      ['Back to the filters before', 'Alt ←'],
    ],
  },
] as const;

/** The list of the keys that do something. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
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
    </Dialog>
  );
}
