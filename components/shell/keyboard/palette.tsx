import { Combobox as Base } from '@base-ui/react/combobox';
import { useRef, useState } from 'react';
import { type Command, commandsFor, grouped } from '#components/shared/keyboard/commands.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { surfaceItem } from '#components/ui/surface.ts';
import { fieldClass } from '#components/ui/text-field.tsx';

/** The palette finds pages to open and commands to carry out. It never starts the run of a plan. */
export function Palette({
  onChoose,
  onClose,
}: {
  onChoose: (command: Command) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const groups = grouped(commandsFor(text));
  return (
    <Dialog title="Find or do anything" onClose={onClose} initialFocus={input}>
      <Base.Root<Command>
        items={groups}
        filteredItems={groups}
        value={null}
        onValueChange={(command) => command && onChoose(command)}
        inputValue={text}
        onInputValueChange={(next, { reason }) => {
          if (reason !== 'item-press') setText(next);
        }}
        itemToStringLabel={({ label }) => label}
        inline
        open
        autoHighlight
      >
        <Base.Input
          ref={input}
          aria-label="Name, e-mail, page, run or action"
          placeholder="A name, a page, a run or an action"
          spellCheck={false}
          className={fieldClass(false)}
        />
        <div className="-mx-2 mt-2 h-[min(24rem,60dvh)] overflow-y-auto overscroll-contain">
          <Base.Empty className="px-3 text-ink-2 not-empty:py-3">Nothing matches.</Base.Empty>
          <Base.List>
            {(group: (typeof groups)[number]) => (
              <Base.Group key={group.value} items={group.items} className="py-1">
                <Base.GroupLabel className="px-3 py-1 text-ink-3 text-xs">{group.value}</Base.GroupLabel>
                <Base.Collection>
                  {(command: Command) => <Row key={command.id} command={command} />}
                </Base.Collection>
              </Base.Group>
            )}
          </Base.List>
        </div>
      </Base.Root>
      <p className="mt-2 text-ink-3 text-xs">
        Arrow keys move, Enter does it, Escape closes. A run starts only in the confirmation.
      </p>
    </Dialog>
  );
}

function Row({ command }: { command: Command }) {
  const { label, detail, keys } = command;
  return (
    <Base.Item value={command} className={surfaceItem}>
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{label}</span>
        {/* The space separates label and detail for a screen reader. */}
        {detail && detail !== label && <span className="ml-1 text-ink-2"> {detail}</span>}
      </span>
      {keys && <Kbd>{keys}</Kbd>}
    </Base.Item>
  );
}
