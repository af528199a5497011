/** For the model-based test: everything that can happen to a run, in mixes. */
import fc from 'fast-check';
import {
  acceptedAgain,
  broken,
  fault,
  honest,
  oddRead,
  oddSearch,
  outage,
  refusal,
  storm,
  unreadable,
} from '#test/model/answer-commands';
import type { Command } from '#test/model/command';
import {
  crash,
  crashInAppend,
  disk,
  elsewhere,
  goOnUnread,
  jump,
  protect,
  restart,
  say,
  start,
  timePasses,
  timer,
} from '#test/model/world-commands';

const happenings = [
  fault,
  fault,
  broken,
  oddRead,
  oddSearch,
  acceptedAgain,
  timePasses,
  timer,
  jump,
  say,
  crash,
  crashInAppend,
  restart,
  restart,
  start,
  disk,
  protect,
  elsewhere,
];
const often = (each: fc.Arbitrary<Command>, times: number) => Array.from({ length: times }, () => each);
const limits = { maxCommands: 80, size: 'max' } as const;

/** Mixes: mostly success, many faults, Atlassian hardly available, Atlassian overloaded, or no account readable. */
export const commandMixes = fc.oneof(
  fc.commands([...often(honest, 40), ...often(timer, 8), ...happenings], limits),
  fc.commands([...often(honest, 8), ...often(timer, 4), ...happenings], limits),
  fc.commands([...often(storm, 12), ...often(timer, 12), ...often(honest, 24), crash, restart], limits),
  fc.commands([...often(outage, 12), ...often(timer, 12), ...often(honest, 6), say, crash, restart], limits),
  fc.commands(
    [
      ...often(unreadable, 14),
      ...often(goOnUnread, 3),
      ...often(timer, 10),
      ...often(honest, 6),
      say,
      crash,
      restart,
    ],
    limits,
  ),
  fc.commands(
    [
      ...often(honest, 20),
      ...often(oddSearch, 8),
      ...often(timePasses, 4),
      ...often(elsewhere, 4),
      say,
      storm,
      crash,
      restart,
    ],
    limits,
  ),
  fc.commands([...often(refusal, 10), ...often(honest, 10), ...often(timer, 3), say], limits),
);
