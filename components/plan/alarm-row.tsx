import { type ReactNode, useState } from 'react';
import { formatCount } from '#components/shared/format.ts';
import { HelpLink } from '#components/shared/links/help-link.tsx';
import { OutsideText } from '#components/shared/outside-text.tsx';
import { Button } from '#components/ui/button.tsx';
import { cx } from '#components/ui/class-names.ts';
import { Check, ChevronRight } from '#components/ui/icons/lucide.tsx';
import { topicOfAlarm } from '#lib/domain/help/topic-of-alarm';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { revealed } from '#lib/domain/text/odd-characters';

/**
 * The verb for taking users out of a plan: `Untick` for users of a roster; `Leave out` for users of an ended run, who
 * have no ticks.
 */
export type OutWord = 'Untick' | 'Leave out';

interface Props {
  alarm: Pick<PlanAlarm, 'title' | 'body' | 'count' | 'names'> & { code?: PlanAlarm['code'] };
  /** The admin has looked, and keeps these users. */
  kept?: boolean;
  /** Keeps these users, or takes that back; absent if there is nothing to keep. */
  onKeep?: ((kept: boolean) => void) | undefined;
  /** The number of users that `onUntick` unticks. */
  toUntick?: number;
  onUntick?: (() => void) | undefined;
  outWord?: OutWord | undefined;
  /** Other buttons, before these. */
  children?: ReactNode;
}

/** One warning in one line, with its buttons. All its names are shown on demand. */
export function AlarmRow({
  alarm,
  kept = false,
  onKeep,
  toUntick = 0,
  onUntick,
  outWord = 'Untick',
  children,
}: Props) {
  const [open, setOpen] = useState(false);
  const { title, body, count, names } = alarm;
  const first = names.slice(0, 2).map(({ name }) => revealed(name));
  const rest = count - first.length;
  const gist =
    first.length === 0 ? '' : `${first.join(', ')}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}`;
  const canOpen = names.length > 0 || body !== '';
  return (
    <li className="grid gap-1 px-3 py-1.5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <div className="flex min-w-0 flex-1 basis-72 items-start gap-1.5">
          {canOpen && (
            <button
              type="button"
              aria-expanded={open}
              aria-label={`${open ? 'Hide' : 'Show'} who: ${title}`}
              onClick={() => setOpen(!open)}
              className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:text-ink"
            >
              <ChevronRight size={14} className={cx(open && 'rotate-90')} />
            </button>
          )}
          {/* The title takes the width that it needs; the first names get the rest of the line. */}
          <p className="min-w-0 flex-1 items-baseline gap-x-1.5 py-0.5 sm:flex">
            <span className="font-medium">
              {kept && <Check size={13} className="mr-1 inline text-green" />}
              {title}
            </span>
            {gist !== '' && !open && (
              <span className="text-ink-2 text-xs wrap-anywhere max-sm:ml-1.5 sm:min-w-0 sm:flex-1 sm:basis-0 sm:truncate">
                {gist}
              </span>
            )}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-1">
          {kept && onKeep ? (
            <span className="text-ink-2 text-xs">Kept: you have looked</span>
          ) : (
            <>
              {children}
              {onUntick && toUntick > 0 && (
                <Button size="sm" onClick={onUntick}>
                  {outWord} {toUntick === 1 ? 'this user' : `these ${formatCount(toUntick)}`}
                </Button>
              )}
            </>
          )}
          {onKeep && <KeepButton kept={kept} title={title} onKeep={onKeep} />}
        </div>
      </div>
      {open && <Who alarm={alarm} />}
    </li>
  );
}

/** One button for keeping and for taking that back, so that it does not lose the focus. */
function KeepButton({
  kept,
  title,
  onKeep,
}: {
  kept: boolean;
  title: string;
  onKeep: (kept: boolean) => void;
}) {
  const label = kept ? 'Change' : 'Keep, I have looked';
  return (
    <Button variant="quiet" size="sm" aria-label={`${label}: ${title}`} onClick={() => onKeep(!kept)}>
      {label}
    </Button>
  );
}

function Who({ alarm: { code, body, count, names } }: Pick<Props, 'alarm'>) {
  const topic = code === undefined ? null : topicOfAlarm[code];
  return (
    <div className="pb-1 pl-7.5 text-ink-2 text-xs">
      {body && <p>{body}</p>}
      {topic && <HelpLink topic={topic} />}
      <ul className="mt-1 max-h-44 overflow-y-auto">
        {names.map(({ key, name, note }) => (
          <li key={key} className="flex justify-between gap-4">
            <span className="min-w-0 wrap-anywhere">
              <OutsideText text={name} />
            </span>
            <span className="max-w-[60%] shrink-0 text-right wrap-anywhere">{note}</span>
          </li>
        ))}
        {count > names.length && <li>and {formatCount(count - names.length)} more: see the review</li>}
      </ul>
    </div>
  );
}
