/** The texts of a preflight. */
import { formatCount, formatQuantity } from '#components/shared/format.ts';
import type { Preflight } from '#lib/contract/preflight';
import {
  type PredictionKind,
  type PreflightPart,
  predictionKinds,
  preflightParts,
} from '#lib/domain/preflight/preflight';

const subjects: Record<PreflightPart, string> = {
  accounts: 'The managed accounts',
  admins: 'The organisation admins',
  provisioned: 'Users provisioned by an identity provider',
  permissions: 'Permission to deactivate each user',
  tokens: 'API tokens in use',
};

const kinds: Record<PredictionKind, string> = {
  'will-deactivate': 'will be deactivated',
  'already-inactive': 'already inactive',
  refused: 'will be refused',
  'not-managed': 'not managed',
  changed: 'changed since the export',
  unknown: 'not checked',
};

/** Each kind that occurs: `198 will be deactivated`. */
export function predictedLabels(predicted: Preflight['predicted']): { kind: PredictionKind; text: string }[] {
  return predictionKinds.flatMap((kind) => {
    const count = predicted[kind] ?? 0;
    return count === 0 ? [] : [{ kind, text: `${formatCount(count)} ${kinds[kind]}` }];
  });
}

/** The checks that did not finish, and why. */
export function gaps({ record }: Preflight): { part: PreflightPart; subject: string; why: string }[] {
  return preflightParts.flatMap((part) => {
    const state = record.parts[part];
    if (state.state !== 'unknown' && state.state !== 'partly') return [];
    const extent = state.state === 'partly' ? ' (in part)' : '';
    return [{ part, subject: `${subjects[part]}${extent}`, why: `${state.message} ${state.hint}`.trim() }];
  });
}

/** When Atlassian was last asked, ms since the epoch; null for never. */
export function lastAsked({ record }: Preflight): number | null {
  const times = preflightParts.flatMap((part) => {
    const state = record.parts[part];
    return state.state === 'never' ? [] : [state.at];
  });
  return times.length === 0 ? null : Math.max(...times);
}

/** The label of the button that unticks the users who are predicted to fail. */
export function untickLabel(count: number): string {
  return `Untick the ${formatQuantity(count, 'user')} predicted to fail`;
}
