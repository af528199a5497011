'use client';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import type { Command } from '#components/shared/keyboard/commands.ts';
import { isKeyTaken, isShortcut, useKeys } from '#components/shared/keyboard/keys.ts';
import { usePlaceCommands } from '#components/shell/keyboard/use-place-commands.ts';
import { Search } from '#components/ui/icons/lucide.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { laterPart } from '#components/ui/later/later-part.tsx';

const Palette = laterPart(async () => (await import('#components/shell/keyboard/palette.tsx')).Palette);
const Shortcuts = laterPart(async () => (await import('#components/shell/keyboard/shortcuts.tsx')).Shortcuts);

/** The button of the palette in the header, and the keys that work on every page. */
export function Keyboard() {
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  const [chosen, setChosen] = useState<Command | null>(null);
  useKeys((event) => {
    if (isShortcut(event, 'k')) {
      if (open === null && document.querySelector('[role=dialog]')) return;
      event.preventDefault();
      setOpen(open === 'palette' ? null : 'palette');
    } else if (event.key === '?' && !event.ctrlKey && !event.metaKey && !isKeyTaken(event.target)) {
      event.preventDefault();
      setOpen('shortcuts');
    }
  });
  usePlaceCommands(open === 'palette', () => setOpen('shortcuts'));
  const close = (): void => setOpen(null);
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen('palette')}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex min-h-7.5 min-w-7.5 items-center justify-center gap-2 rounded-lg border px-2 text-ink-2 text-sm hover:bg-sunken hover:text-ink lg:min-w-52 lg:justify-start"
      >
        <Search size={14} />
        <span className="max-lg:sr-only">Find or do anything</span>
        <span className="ml-auto max-lg:hidden">
          <Kbd>Ctrl K</Kbd>
        </span>
      </button>
      {open === 'palette' && (
        <Palette
          onClose={close}
          onChoose={(command) => {
            close();
            // A copy, so that choosing the same command again also changes the state.
            setChosen({ ...command });
          }}
        />
      )}
      {open === 'shortcuts' && <Shortcuts onClose={close} />}
      {chosen && <CarryOut command={chosen} />}
    </>
  );
}

/**
 * Carries out the chosen command after the palette has closed and given the focus back. To open a page, it presses a
 * link, like any other on the page. The link stays until the next command, because it is followed only after the server
 * has answered.
 */
function CarryOut({ command }: { command: Command }) {
  const { act, label } = command;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      if ('run' in command.act) command.act.run();
      else link.current?.click();
    });
    return () => clearTimeout(timer);
  }, [command]);
  if ('run' in act) return null;
  return (
    <Link ref={link} href={act.href} tabIndex={-1} aria-hidden className="sr-only">
      {label}
    </Link>
  );
}
