import { expect, it } from 'vitest';
import type { Obstacle } from '#lib/domain/run/next/obstacle';
import type { RunState } from '#lib/domain/run/state';
import { pauseHint } from '#lib/domain/run/view/pause-hint';

type Pause = Pick<NonNullable<RunState['pause']>, 'code' | 'message' | 'hint'>;

const own: Pause = { code: 'admin', message: 'Paused by you.', hint: 'Resume when you are ready.' };
const forRule: Pause = { code: 'admin', message: 'A rule cannot be checked.', hint: 'Or remove the rule.' };
const drift: Pause = { code: 'drift', message: 'It happened otherwise.', hint: 'Look, then resume.' };
const rule: Obstacle = { kind: 'unchecked-rule', message: forRule.message, hint: forRule.hint };
const other: Obstacle = { kind: 'not-connected', message: 'No key.', hint: 'Connect.' };
const copy: Obstacle = { kind: 'in-copy', message: 'A copy.', hint: 'Is it the newest?' };

it.each<[string, Pause, Obstacle | null, string | null]>([
  ['the pause of the admin', own, null, own.hint],
  ['a pause of the run', drift, null, drift.hint],
  ['a pause that cannot be ended', drift, other, null],
  ['a pause in a copy', drift, copy, drift.hint],
  ['a pause for a rule', forRule, rule, forRule.hint],
  ['a pause for a rule, without a key', forRule, other, null],
  ['a pause for a rule that is gone', forRule, null, own.hint],
  ['a pause for a rule that is gone, in a copy', forRule, copy, own.hint],
])('the hint of %s', (_, pause, obstacle, expected) => expect(pauseHint(pause, obstacle)).toBe(expected));
