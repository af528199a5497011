import Link from 'next/link';
import { ConnectionChip } from '#components/shell/connection-chip.tsx';
import { Keyboard } from '#components/shell/keyboard/keyboard.tsx';
import { Mark } from '#components/shell/mark.tsx';
import { Navigation } from '#components/shell/navigation/navigation.tsx';
import { RunSignal } from '#components/shell/show-run-signal.tsx';

/** The top of every page. In a narrow window it stays one line: the pages are in a menu. */
export function Header() {
  return (
    <header className="flex min-h-12 items-center gap-2 border-b bg-panel px-4 py-2 print:hidden sm:flex-wrap sm:gap-x-5 sm:gap-y-1.5 sm:px-5">
      <Link
        href="/"
        className="flex min-h-6 min-w-6 shrink-0 items-center gap-2 text-base font-semibold tracking-tight"
      >
        <Mark />
        <span className="max-sm:sr-only">Lockstep</span>
      </Link>
      <Navigation />
      <RunSignal />
      <div className="ml-auto flex min-w-0 gap-2">
        <Keyboard />
        <ConnectionChip />
      </div>
    </header>
  );
}
