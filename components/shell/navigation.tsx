'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isDemo, useConnection } from '#components/shared/use-connection.ts';
import { isOpen, isUnfinished, useRuns } from '#components/shared/use-runs.ts';
import { cx } from '#components/ui/class-names.ts';

const places = [
  { href: '/', name: 'New run', includes: (path: string) => path === '/' || path.startsWith('/review') },
  {
    href: '/runs',
    name: 'Runs',
    includes: (path: string) => path.startsWith('/runs') || path.startsWith('/history'),
  },
  { href: '/settings', name: 'Settings', includes: (path: string) => path.startsWith('/settings') },
];

const help = { href: '/help', name: 'Help', includes: (path: string) => path.startsWith('/help') };

const rehearsal = {
  href: '/rehearsal',
  name: 'Rehearsal',
  includes: (path: string) => path.startsWith('/rehearsal'),
};

/** The links to the pages. Rehearsal is there only with the demo organisation. */
export function Navigation() {
  const path = usePathname();
  const { connection } = useConnection();
  return (
    <nav aria-label="Main">
      <ul className="flex items-center gap-0.5">
        {[...places, ...(isDemo(connection) ? [rehearsal] : []), help].map(({ href, name, includes }) => {
          const here = includes(path);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={path === href ? 'page' : here ? 'true' : undefined}
                className={cx(
                  'relative flex min-h-7.5 items-center rounded-lg px-1.5 text-sm whitespace-nowrap min-[22rem]:px-2 sm:px-2.5',
                  here
                    ? 'bg-sunken font-semibold text-ink forced-colors:underline'
                    : 'text-ink-2 hover:bg-sunken hover:text-ink',
                )}
              >
                {name}
                {href === '/runs' && <OpenMark />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Marks that a run has not ended or needs a decision. It takes no room, since the places fill a narrow screen. */
function OpenMark() {
  const { runs = [] } = useRuns();
  const count = runs.filter((run) => isUnfinished(run) || isOpen(run)).length;
  if (count === 0) return null;
  const label = `${count === 1 ? '1 run is' : `${count} runs are`} open`;
  return (
    <span
      title={label}
      className="absolute top-0.5 right-0.5 size-1.5 rounded-full bg-amber forced-colors:bg-[Highlight]"
    >
      <span className="sr-only">, {label}</span>
    </span>
  );
}
