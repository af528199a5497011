'use client';
import Link from 'next/link';
import { lostLabel, useContact } from '#components/shared/contact/server-contact.ts';
import { useConnection } from '#components/shared/use-connection.ts';
import { connectionState } from '#components/shell/connection-state.ts';
import { cx } from '#components/ui/class-names.ts';

const lights = {
  ok: 'bg-green border-green',
  unsure: 'bg-amber border-amber',
  wrong: 'bg-red border-red',
  none: 'border-ink-3',
};

/** Shows on every page which organisation is connected, and links to its settings. */
export function ConnectionChip() {
  const { connection, failure } = useConnection();
  const contact = useContact();
  const { lost } = contact;
  const notHere = { name: lostLabel(contact), key: null, light: 'none', meaning: null } as const;
  const state = lost ? notHere : connection && connectionState(connection);
  const light = failure && !lost ? 'wrong' : (state?.light ?? 'none');
  const name = failure && !lost ? 'The connection could not be read' : (state?.name ?? 'Connection');
  return (
    <Link
      href="/settings#connection"
      className={cx(
        'flex min-h-7 min-w-0 items-center gap-2 rounded-full border px-2.5 py-0.5 text-sm text-ink-2 hover:bg-sunken hover:text-ink',
        !state && !failure && 'invisible',
      )}
    >
      <span aria-hidden data-fill className={cx('size-[7px] shrink-0 rounded-full border', lights[light])} />
      <span className="relative truncate">
        {name}
        {state?.key && !failure && (
          <span className={cx(light === 'ok' && 'max-sm:sr-only')}>{` · ${state.key}`}</span>
        )}
        {state?.meaning && !failure && <span className="sr-only">, {state.meaning}</span>}
      </span>
    </Link>
  );
}
