import Link from 'next/link';
import { ConnectionChip } from '#components/shell/connection-chip.tsx';
import { Keyboard } from '#components/shell/keyboard/keyboard.tsx';
import { Mark } from '#components/shell/mark.tsx';
import { Navigation } from '#components/shell/navigation.tsx';
import { RunSignal } from '#components/shell/show-run-signal.tsx';

/** The top of every page. In a narrow window the connection moves below the navigation. */
export function Header() {
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-1.5 border-b bg-panel px-4 py-2 print:hidden sm:min-h-12 sm:px-5">
      <Link href="/" className="flex items-center gap-2 text-base font-semibold tracking-tight">
        <Mark />
        <span className="max-[26rem]:sr-only">Lockstep</span>
      </Link>
      <Navigation />
      <RunSignal />
      <div className="flex min-w-0 gap-2 sm:ml-auto">
        <Keyboard />
        <ConnectionChip />
      </div>
    </header>
  );
}
