import { expect, it } from 'vitest';
import { presets } from '#lib/domain/rehearsal/presets';
import { switchGroups } from '#lib/domain/rehearsal/switch-details';
import { presetSwitches, switchesOn, switchNames, turned } from '#lib/domain/rehearsal/switches';

it('shows every switch once', () => {
  expect(switchGroups.flatMap(({ names }) => names).toSorted()).toEqual([...switchNames].toSorted());
});

it('names the switches that are on, in the order of the page', () => {
  expect(switchesOn(presetSwitches([]))).toEqual([]);
  expect(switchesOn(presetSwitches(['stale-reads', 'slow']))).toEqual(['slow', 'stale-reads']);
});

it('turns off the one that cannot be on at the same time', () => {
  const told = turned(presetSwitches([]), { 'storm-told': true });
  expect(turned(told, { 'storm-untold': true })).toEqual(presetSwitches(['storm-untold']));
  expect(turned(presetSwitches(['errors-html']), { 'errors-json': true })).toEqual(
    presetSwitches(['errors-json']),
  );
  expect(turned(told, { slow: true })).toEqual(presetSwitches(['storm-told', 'slow']));
});

it('has no preset that turns on two that cannot both be on', () => {
  for (const { on } of presets) {
    const one = on.reduce((switches, name) => turned(switches, { [name]: true }), presetSwitches([]));
    expect(one).toEqual(presetSwitches(on));
  }
});

it('leaves alone what a change does not name, so that two changes at once both count', () => {
  const quiet = presetSwitches([]);
  const both = presetSwitches(['slow', 'rate-limit']);
  expect(turned(turned(quiet, { slow: true }), { 'rate-limit': true })).toEqual(both);
  expect(turned(turned(quiet, { 'rate-limit': true }), { slow: true })).toEqual(both);
  expect(turned(both, presetSwitches(['storm-told']))).toEqual(presetSwitches(['storm-told']));
});
