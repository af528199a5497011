import Link from 'next/link';
import { Ban, Laptop, ListChecks } from '#components/ui/icons/lucide.tsx';

const promises = [
  {
    Icon: ListChecks,
    title: 'Touches only people you confirmed',
    text: 'You review a list and Lockstep seals it. It deactivates only users on that list. You and the organisation admins are protected from the start.',
  },
  {
    Icon: Ban,
    title: 'Never deletes an account',
    text: 'It deactivates, which can be undone. It never says “deactivated” unless Atlassian has said so.',
  },
  {
    Icon: Laptop,
    title: 'Runs on this computer',
    text: 'It connects to Atlassian and to nothing else. Files, records and reports stay with you. Nothing phones home.',
  },
];

/** Explains what Lockstep is and which acts it never carries out. */
export function Welcome() {
  return (
    <div className="mb-2">
      <h1 className="max-w-2xl text-xl font-semibold tracking-tight text-balance sm:text-2xl">
        Deactivate Atlassian users in bulk, and be able to prove what was done
      </h1>
      <p className="mt-2 max-w-prose text-base text-ink-2">
        Lockstep reads the CSV export of your organisation, shows you everybody in it, and deactivates the
        users you confirm, one after the other. It records every call.
      </p>
      <ul className="mt-6 grid gap-x-8 gap-y-4 sm:grid-cols-3">
        {promises.map(({ Icon, title, text }) => (
          <li key={title} className="flex gap-2.5 sm:block">
            <Icon size={17} strokeWidth={1.75} className="mt-0.5 shrink-0 text-ink-3 sm:mb-1.5" />
            <div>
              <p className="font-medium">{title}</p>
              <p className="text-ink-2">{text}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className="mt-4 text-ink-2">
        Not sure that it is the right tool?{' '}
        <Link href="/help#suspend-deactivate-delete" className="text-accent underline">
          Suspend, deactivate or delete
        </Link>{' '}
        ·{' '}
        <Link href="/help#what-users-see" className="text-accent underline">
          What users notice
        </Link>{' '}
        ·{' '}
        <Link href="/help" className="text-accent underline">
          Help
        </Link>
      </p>
    </div>
  );
}
