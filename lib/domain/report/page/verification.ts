/** The part of the report page that says what reading the accounts again after the run has shown. Pure. */
import type { ShownOutcome } from '#lib/domain/outcome/outcome';
import { type Clock, escaped, shown, users } from '#lib/domain/report/page/markup';
import type { ReportRow } from '#lib/domain/report/report';
import type { RunState } from '#lib/domain/run/state';
import { verifiedByLabels } from '#lib/domain/run/verdict';
import { isVerifying, laterText } from '#lib/domain/run/verification-texts';
import { verdictLines, verificationReadings } from '#lib/domain/run/view/verification-view';
import { whole } from '#lib/domain/text/whole';

/**
 * The verdicts of a run with their numbers, sources and times; empty for a run that is never verified. `settled` are
 * the positions that later runs settled.
 */
export function verificationBlock(
  state: RunState,
  settled: ReadonlyMap<number, unknown>,
  clock: Clock,
): string {
  const { act, status, verification } = state;
  if (act === 'dry-run' || status !== 'ended') return '';
  const facts: [name: string, value: string][] =
    verification === null
      ? [['Not verified', 'The accounts were not read again after the run.']]
      : [
          ...verdictLines(state, settled).map(({ label, count }): [string, string] => [label, users(count)]),
          ...readAgain(state, clock),
        ];
  const list = facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${shown(value)}</dd>`).join('');
  return `<section><h2>Verification</h2>\n<dl>${list}</dl></section>`;
}

function readAgain(state: RunState, clock: Clock): [name: string, value: string][] {
  const { sources, from, until } = verificationReadings(state);
  const facts: [string, string][] = [];
  if (from !== null && until !== null) {
    const last = from === until ? '' : `, the last at ${clock.time(until, from)}`;
    facts.push(['Read again', `${clock.moment(from)}${last}`]);
    facts.push(['Read by', sources.map(({ label, count }) => `${label}: ${whole(count)}`).join(', ')]);
  }
  const { message = '', hint = '' } = state.verification ?? {};
  if (message !== '') facts.push(['Last attempt', `${message} ${hint}`.trim()]);
  if (isVerifying(state))
    facts.push(['Not complete', 'This verification did not come to its end before the report.']);
  return facts;
}

/** The outcomes that say the same as a verdict. Beside any other outcome, the verdict is shown. */
const agreesWith: Partial<Record<NonNullable<ReportRow['verdict']>, readonly ShownOutcome[]>> = {
  verified: ['deactivated', 'confirmed-inactive', 're-activated', 'confirmed-active'],
  unchanged: ['refused', 'failed'],
};

/** `Still active · Profile · 14:02:11` as HTML, if the verdict of a user says something that the outcome does not. */
export function verdictNote(
  { verdict, outcome, verification, verifiedBy, verifiedAt, unverifiedWhy }: ReportRow,
  { clock, since }: { clock: Clock; since: number | null },
): string {
  if (verdict === null || verdict === 'later-run' || agreesWith[verdict]?.includes(outcome)) return '';
  const where = verifiedBy === null ? unverifiedWhy : verifiedByLabels[verifiedBy];
  const when = verifiedAt === null ? '' : clock.time(verifiedAt, since);
  const said = [verification, where, when].filter(Boolean).join(' · ');
  return `Verification: ${shown(said)}`;
}

/**
 * `Run 3 acted on this account later; then it read active. Search · 14:02:11` as HTML; empty without such a reading.
 */
export function laterNote(
  { laterRun, laterReading, laterReadBy, laterReadAt, unverifiedWhy }: ReportRow,
  { clock, since }: { clock: Clock; since: number | null },
): string {
  if (laterRun === null) return '';
  const said = laterText({ run: laterRun, reading: laterReading ?? 'unreadable', why: unverifiedWhy });
  const where = laterReadBy === null ? '' : verifiedByLabels[laterReadBy];
  const when = laterReadAt === null ? '' : clock.time(laterReadAt, since);
  return shown(`${said} ${[where, when].filter(Boolean).join(' · ')}`.trim());
}
