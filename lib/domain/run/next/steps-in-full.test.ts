/** Tests the next step of many states in full: the choice, its precedence, and what is written. */
import { describe, expect, it } from 'vitest';
import type { Fault, FaultCode } from '#lib/domain/outcome/answer';
import type { RunEvent } from '#lib/domain/run/events';
import { maxDoubted, mayBegin, type Now, nextStep } from '#lib/domain/run/next/next-step';
import { apply, faultsBeforePause } from '#lib/domain/run/run';
import { newRun, type RunState } from '#lib/domain/run/state';
import { faultAnswer } from '#test/samples/run';

const idle: Now = { busy: new Set(), held: false, pausing: new Set(), most: 1, random: 0.5, wall: 0 };
const busy = (...positions: number[]): Now => ({ ...idle, busy: new Set(positions), most: 4 });
const pausing = (...positions: number[]): Now => ({ ...idle, pausing: new Set(positions) });
const held: Now = { ...idle, held: true };

const started: RunEvent = { type: 'started', total: 12, planDigest: '' };
function runAfter(...events: RunEvent[]): RunState {
  const state = newRun();
  const all = events[0]?.type === 'started' ? events : [started, ...events];
  for (const [at, event] of all.entries()) apply(state, { seq: at + 1, at, event });
  return state;
}
function fault(code: FaultCode, more: Partial<Fault> = {}): Fault {
  const answer = faultAnswer(code, more);
  if (answer.ok) throw new Error('a fault');
  return answer.fault;
}

const lost = fault('timed-out');
const noKey = fault('key-invalid', { owner: 'key', message: 'No key.', hint: 'A new one.' });
const server = fault('server-error', { owner: 'atlassian', status: 503 });
const intended = (position: number): RunEvent => ({
  type: 'intended',
  position,
  attempt: 1,
  before: 'active',
});
const settled = (
  position: number,
  outcome: 'deactivated' | 'refused' | 'failed' = 'deactivated',
): RunEvent => ({
  type: 'settled',
  position,
  outcome,
  attempt: 1,
  status: null,
  code: null,
  message: 'Said so.',
  hint: 'Do so.',
  detail: null,
  tookMs: 1,
});
const doubted = (position: number): RunEvent => ({
  type: 'doubted',
  position,
  attempt: 1,
  fault: lost,
  tookMs: 1,
});
const deferred = (position: number, reason: Fault = lost, unread?: true): RunEvent => ({
  type: 'deferred',
  position,
  attempt: unread ? 0 : 1,
  fault: reason,
  ...(unread ? { unread } : {}),
  waitMs: 0,
  tookMs: 1,
});
const paused = (code: Extract<RunEvent, { type: 'paused' }>['code']): RunEvent => ({
  type: 'paused',
  code,
  message: '',
  hint: '',
});
const stop: RunEvent = { type: 'stop-requested' };
const ended: RunEvent = { type: 'ended', how: 'completed', code: null, message: '', hint: '' };
const keyRefused = (position: number): RunEvent => ({
  type: 'key-refused',
  position,
  fault: noKey,
  tookMs: 1,
});
const through: RunEvent[] = [intended(0), settled(0), { type: 'canary-passed', position: 0 }];
const asking: RunEvent = { ...started, canary: { size: 1, wait: true } };
const askingTwo: RunEvent = { ...started, canary: { size: 2, wait: true } };
const counting: RunEvent = { ...started, counted: true };
const two: RunEvent = { type: 'started', total: 2, planDigest: '' };
const dry: RunEvent = { ...started, act: 'dry-run' };
const counted = (when: 'before' | 'after-canary' | 'end'): RunEvent => ({
  type: 'counted',
  when,
  active: 9,
  message: '',
});
const refusals = Array.from({ length: newRun().refusalLimit }, (_, at) => settled(at + 1, 'refused'));
const faults = Array.from({ length: faultsBeforePause }, (_, at) => deferred(at + 1, server));
const drifted = Array.from(
  { length: 5 },
  (_, at): RunEvent => ({ ...settled(at + 1, 'failed'), foreseen: 'missed' }) as RunEvent,
);

const states: [string, RunState, Now?][] = [
  ['new', newRun()],
  ['ended', runAfter(ended)],
  ['interrupted', runAfter({ type: 'interrupted' })],
  ['begun', runAfter()],
  ['begun, held', runAfter(), held],
  ['canary at work', runAfter(intended(0)), busy(0)],
  ['canary done', runAfter(intended(0), settled(0))],
  ['canary done, held', runAfter(intended(0), settled(0)), held],
  ['canary refused', runAfter(intended(0), settled(0, 'refused'))],
  [
    'canary refused in a restore',
    runAfter({ ...started, act: 'restore' }, intended(0), settled(0, 'refused')),
  ],
  ['canary in doubt, reading due', runAfter(intended(0), doubted(0))],
  ['canary in doubt, reading not due', runAfter(intended(0), doubted(0)), pausing(0)],
  ['canary to be tried again', runAfter(intended(0), deferred(0))],
  ['through', runAfter(...through)],
  ['through, one at work', runAfter(...through, intended(1)), busy(1)],
  ['through, one chosen', runAfter(...through), busy(1)],
  [
    'through, one chosen, the next one begun',
    runAfter(...through, intended(2), doubted(2)),
    { ...busy(1), pausing: new Set([2]) },
  ],
  ['through, four at work', runAfter(...through), busy(1, 2, 3, 4)],
  ['through, later ones at work', runAfter(...through), busy(2)],
  ['through, asks', runAfter(asking, ...through)],
  [
    'two through, asks',
    runAfter(askingTwo, ...through, intended(1), settled(1), { type: 'canary-passed', position: 1 }),
  ],
  ['through, asks, somebody at work', runAfter(asking, ...through), busy(1)],
  ['dry run, somebody at work', runAfter(dry), busy(0)],
  ['through, asks, nobody left', runAfter({ ...asking, total: 1 } as RunEvent, ...through)],
  ['doubt due', runAfter(...through, intended(1), doubted(1))],
  ['doubt due, at work', runAfter(...through, intended(1), doubted(1)), busy(1)],
  ['doubt not due', runAfter(...through, intended(1), doubted(1)), pausing(1)],
  ['doubt not due, nobody new', runAfter(two, ...through, intended(1), doubted(1)), pausing(1)],
  ['doubt and deferred', runAfter(...through, intended(1), deferred(1), intended(2), doubted(2))],
  ['two deferred', runAfter(...through, intended(2), deferred(2), intended(1), deferred(1))],
  [
    'two deferred, the first at work',
    runAfter(...through, intended(1), deferred(1), intended(2), deferred(2)),
    busy(1),
  ],
  [
    'deferred, its last pause not over',
    runAfter(...through, intended(1), doubted(1), deferred(1)),
    pausing(1),
  ],
  [
    'last in doubt, being read',
    runAfter(two, ...through, intended(1), doubted(1)),
    { ...busy(1), pausing: new Set([1]) },
  ],
  ['last at work', runAfter(two, ...through, intended(1)), busy(1)],
  ['all done', runAfter(two, ...through, intended(1), settled(1))],
  ['all done, held', runAfter(two, ...through, intended(1), settled(1)), held],
  ['counts before', runAfter(counting)],
  ['counts before, held', runAfter(counting), held],
  ['counts after the canary', runAfter(counting, counted('before'), ...through)],
  ['counts after the canary, somebody at work', runAfter(counting, counted('before'), ...through), busy(1)],
  ['counts at the end', runAfter({ ...counting, total: 1 } as RunEvent, counted('before'), ...through)],
  [
    'counted at the end',
    runAfter({ ...counting, total: 1 } as RunEvent, counted('before'), ...through, counted('end')),
  ],
  ['paused', runAfter(paused('admin'))],
  ['paused, somebody at work', runAfter(paused('faults-in-a-row')), busy(0)],
  ['paused for faults', runAfter(paused('faults-in-a-row'))],
  ['paused for faults, held', runAfter(paused('faults-in-a-row')), held],
  [
    'paused for faults, third probe',
    runAfter(
      ...through,
      paused('faults-in-a-row'),
      ...[1, 2].map((): RunEvent => ({ type: 'probed', fault: server, waitMs: 1 })),
    ),
  ],
  ['paused, nobody read', runAfter(paused('nobody-read'))],
  ['paused, key refused', runAfter(intended(0), keyRefused(0), paused('admin'))],
  ['refusals', runAfter(...through, ...refusals)],
  ['refusals in a dry run', runAfter(dry, ...refusals)],
  ['one refusal less', runAfter(...through, ...refusals.slice(1))],
  ['faults', runAfter(...through, ...faults)],
  ['faults after two probes', runAfter(...through, { type: 'probed', fault: server, waitMs: 1 }, ...faults)],
  ['one fault less', runAfter(...through, ...faults.slice(1))],
  ['faults of readings', runAfter(...faults.map((_, at) => deferred(at, server, true)))],
  [
    'faults of readings, somebody read before',
    runAfter(...through, ...faults.map((_, at) => deferred(at + 1, server, true))),
  ],
  [
    'faults of readings, waived',
    runAfter(
      paused('nobody-read'),
      { type: 'resumed', withoutReading: true },
      ...faults.map((_, at) => deferred(at, server, true)),
    ),
  ],
  ['faults of readings in a dry run', runAfter(dry, ...faults.map((_, at) => deferred(at, server, true)))],
  ['drift', runAfter(...through, ...drifted)],
  ['drift, less', runAfter(...through, ...drifted.slice(1))],
  ['key refused, somebody at work', runAfter(...through, intended(1), keyRefused(1)), busy(1)],
  ['key refused', runAfter(...through, intended(1), keyRefused(1))],
  ['key refused, doubt open', runAfter(...through, intended(1), doubted(1), intended(2), keyRefused(2))],
  [
    'key refused, refusal being read back',
    runAfter(
      ...through,
      intended(1),
      { type: 'doubted', position: 1, attempt: 1, fault: fault('conflict'), tookMs: 1 },
      intended(2),
      keyRefused(2),
    ),
  ],
  ['key refused, doubt of before', runAfter(...through, intended(1), doubted(1), intended(1), keyRefused(1))],
  ['stopping', runAfter(...through, stop)],
  ['stopping, somebody at work', runAfter(...through, intended(1), stop), busy(1)],
  ['stopping, doubt due', runAfter(...through, intended(1), doubted(1), stop)],
  ['stopping, doubt due, held', runAfter(...through, intended(1), doubted(1), stop), held],
  ['stopping, doubt not due', runAfter(...through, intended(1), doubted(1), stop), pausing(1)],
  ['stopping, called without an answer', runAfter(...through, intended(1), doubted(1), deferred(1), stop)],
  ['stopping, tried before', runAfter(...through, intended(1), deferred(1, fault('rate-limited')), stop)],
  [
    'stopping, tried before, its last pause not over',
    runAfter(...through, intended(1), deferred(1, fault('rate-limited')), stop),
    pausing(1),
  ],
  ['stopping, counts', runAfter(counting, counted('before'), ...through, stop)],
  ['stopping, counts, held', runAfter(counting, counted('before'), ...through, stop), held],
  ['stopping, key refused', runAfter(...through, intended(1), keyRefused(1), stop)],
];

it('the next step of each state is this', () => {
  const said = states.map(([name, state, now]) => `${name}: ${JSON.stringify(nextStep(state, now ?? idle))}`);
  expect(said.join('\n')).toMatchInlineSnapshot(`
    "new: {"do":"leave"}
    ended: {"do":"leave"}
    interrupted: {"do":"rest"}
    begun: {"do":"call","position":0}
    begun, held: {"do":"wait"}
    canary at work: {"do":"rest"}
    canary done: {"do":"check-canary","position":0}
    canary done, held: {"do":"wait"}
    canary refused: {"do":"record","event":{"type":"paused","code":"canary-refused","message":"The first user was not deactivated. Said so.","hint":"Do so. Nobody else was called. Resume to go on with the next user, or stop."}}
    canary refused in a restore: {"do":"record","event":{"type":"paused","code":"canary-refused","message":"The first user was not re-activated. Said so.","hint":"Do so. Nobody else was called. Resume to go on with the next user, or stop."}}
    canary in doubt, reading due: {"do":"read-back","position":0}
    canary in doubt, reading not due: {"do":"wait"}
    canary to be tried again: {"do":"call","position":0}
    through: {"do":"call","position":1}
    through, one at work: {"do":"call","position":2}
    through, one chosen: {"do":"call","position":2}
    through, one chosen, the next one begun: {"do":"call","position":3}
    through, four at work: {"do":"rest"}
    through, later ones at work: {"do":"call","position":1}
    through, asks: {"do":"record","event":{"type":"paused","code":"canary-done","message":"The first user was deactivated, and read back inactive.","hint":"Look at them in admin.atlassian.com if you like, then resume to go on with the rest, or stop."}}
    two through, asks: {"do":"record","event":{"type":"paused","code":"canary-done","message":"The first 2 users were deactivated, and read back inactive.","hint":"Look at them in admin.atlassian.com if you like, then resume to go on with the rest, or stop."}}
    through, asks, somebody at work: {"do":"record","event":{"type":"paused","code":"canary-done","message":"The first user was deactivated, and read back inactive.","hint":"Look at them in admin.atlassian.com if you like, then resume to go on with the rest, or stop."}}
    dry run, somebody at work: {"do":"call","position":1}
    through, asks, nobody left: {"do":"record","event":{"type":"ended","how":"completed","code":null,"message":"","hint":""}}
    doubt due: {"do":"read-back","position":1}
    doubt due, at work: {"do":"call","position":2}
    doubt not due: {"do":"call","position":2}
    doubt not due, nobody new: {"do":"wait"}
    doubt and deferred: {"do":"read-back","position":2}
    two deferred: {"do":"call","position":1}
    two deferred, the first at work: {"do":"call","position":2}
    deferred, its last pause not over: {"do":"call","position":1}
    last in doubt, being read: {"do":"rest"}
    last at work: {"do":"rest"}
    all done: {"do":"record","event":{"type":"ended","how":"completed","code":null,"message":"","hint":""}}
    all done, held: {"do":"wait"}
    counts before: {"do":"count","when":"before"}
    counts before, held: {"do":"wait"}
    counts after the canary: {"do":"count","when":"after-canary"}
    counts after the canary, somebody at work: {"do":"rest"}
    counts at the end: {"do":"count","when":"end"}
    counted at the end: {"do":"recheck","positions":[0]}
    paused: {"do":"rest"}
    paused, somebody at work: {"do":"rest"}
    paused for faults: {"do":"probe","position":0}
    paused for faults, held: {"do":"wait"}
    paused for faults, third probe: {"do":"probe","position":3}
    paused, nobody read: {"do":"probe","position":0}
    paused, key refused: {"do":"record","event":{"type":"ended","how":"halted","code":"key-refused","message":"No key.","hint":"A new one."}}
    refusals: {"do":"record","event":{"type":"paused","code":"refusals-in-a-row","message":"Atlassian refused 10 users one after the other.","hint":"Look at the reasons. Resume if they are what you expect, else stop."}}
    refusals in a dry run: {"do":"call","position":0}
    one refusal less: {"do":"call","position":1}
    faults: {"do":"record","event":{"type":"paused","code":"faults-in-a-row","message":"5 calls in a row failed.","hint":"Lockstep asks now and then whether Atlassian answers, and goes on by itself when it does. You can also check the network and status.atlassian.com, then resume.","waitMs":6000}}
    faults after two probes: {"do":"record","event":{"type":"paused","code":"faults-in-a-row","message":"5 calls in a row failed.","hint":"Lockstep asks now and then whether Atlassian answers, and goes on by itself when it does. You can also check the network and status.atlassian.com, then resume.","waitMs":12000}}
    one fault less: {"do":"call","position":1}
    faults of readings: {"do":"record","event":{"type":"paused","code":"nobody-read","message":"The first account cannot be read before its call, so nobody is called. A fault: server-error.","hint":"Lockstep asks now and then whether accounts can be read, and goes on by itself when they can. You can also go on without reading: then users who are inactive already are called too, and the report says of each that the account was not read.","waitMs":6000}}
    faults of readings, somebody read before: {"do":"record","event":{"type":"paused","code":"faults-in-a-row","message":"5 calls in a row failed.","hint":"Lockstep asks now and then whether Atlassian answers, and goes on by itself when it does. You can also check the network and status.atlassian.com, then resume.","waitMs":6000}}
    faults of readings, waived: {"do":"record","event":{"type":"paused","code":"faults-in-a-row","message":"5 calls in a row failed.","hint":"Lockstep asks now and then whether Atlassian answers, and goes on by itself when it does. You can also check the network and status.atlassian.com, then resume.","waitMs":6000}}
    faults of readings in a dry run: {"do":"record","event":{"type":"paused","code":"faults-in-a-row","message":"5 calls in a row failed.","hint":"Lockstep asks now and then whether Atlassian answers, and goes on by itself when it does. You can also check the network and status.atlassian.com, then resume.","waitMs":6000}}
    drift: {"do":"record","event":{"type":"paused","code":"drift","message":"5 of 5 users went another way than predicted.","hint":"See who they are in the list, then resume or stop. A new check may show what has changed."}}
    drift, less: {"do":"call","position":1}
    key refused, somebody at work: {"do":"rest"}
    key refused: {"do":"record","event":{"type":"ended","how":"halted","code":"key-refused","message":"No key.","hint":"A new one."}}
    key refused, doubt open: {"do":"record","event":{"type":"settled","position":1,"outcome":"in-doubt","attempt":1,"status":null,"code":"timed-out","message":"A fault: timed-out. The key was refused before the account could be read back.","hint":"Look at this account in admin.atlassian.com, or run it again: it is read first.","detail":null,"tookMs":0,"leftOpen":true}}
    key refused, refusal being read back: {"do":"record","event":{"type":"settled","position":1,"outcome":"in-doubt","attempt":1,"status":403,"code":"conflict","message":"A fault: conflict. The key was refused before the account could be read back.","hint":"Look at this account in admin.atlassian.com, or run it again: it is read first.","detail":null,"tookMs":0,"leftOpen":true}}
    key refused, doubt of before: {"do":"record","event":{"type":"settled","position":1,"outcome":"in-doubt","attempt":1,"status":null,"code":null,"message":"The answer to an earlier call was lost. The key was refused before the account could be read back.","hint":"Look at this account in admin.atlassian.com, or run it again: it is read first.","detail":null,"tookMs":0,"leftOpen":true}}
    stopping: {"do":"record","event":{"type":"ended","how":"stopped","code":null,"message":"","hint":""}}
    stopping, somebody at work: {"do":"rest"}
    stopping, doubt due: {"do":"read-back","position":1}
    stopping, doubt due, held: {"do":"wait"}
    stopping, doubt not due: {"do":"wait"}
    stopping, called without an answer: {"do":"record","event":{"type":"settled","position":1,"outcome":"failed","attempt":1,"status":null,"code":null,"message":"The answer to an earlier call was lost. Half a minute after it, the account was unchanged. It was not called again: the run was stopped.","hint":"","detail":null,"tookMs":0}}
    stopping, tried before: {"do":"record","event":{"type":"ended","how":"stopped","code":null,"message":"","hint":""}}
    stopping, tried before, its last pause not over: {"do":"record","event":{"type":"ended","how":"stopped","code":null,"message":"","hint":""}}
    stopping, counts: {"do":"count","when":"end"}
    stopping, counts, held: {"do":"record","event":{"type":"ended","how":"stopped","code":null,"message":"","hint":""}}
    stopping, key refused: {"do":"record","event":{"type":"ended","how":"halted","code":"key-refused","message":"No key.","hint":"A new one."}}"
  `);
});

describe('whether a call that was chosen may begin', () => {
  const conditions = { held: false, wall: 0, concurrency: 2, looking: new Set<number>() };
  // A success after them would end the faults in a row, which are a breaker.
  const doubts = (count: number) => [
    ...Array.from({ length: count }, (_, at) => [intended(at + 1), doubted(at + 1)]).flat(),
    settled(11),
  ];
  const cases: [string, RunState, number, Partial<typeof conditions>?][] = [
    ['its turn', runAfter(...through), 1],
    ['not running', runAfter(...through, paused('admin')), 1],
    ['held', runAfter(...through), 1, { held: true }],
    ['stopped by a breaker', runAfter(...through, ...refusals), 11],
    ['one before it is being read', runAfter(...through), 2, { looking: new Set([1]) }],
    ['one after it is being read', runAfter(...through), 1, { looking: new Set([2]) }],
    ['itself is being read', runAfter(...through), 1, { looking: new Set([1]) }],
    ['one before it was not begun', runAfter(...through), 2],
    ['one before it is to be tried again', runAfter(...through, intended(1), deferred(1)), 2],
    ['itself is to be tried again', runAfter(...through, intended(1), deferred(1)), 1],
    ['one before it is in doubt', runAfter(...through, intended(1), doubted(1)), 2],
    ['one call in flight', runAfter(...through, intended(1)), 2],
    ['two calls in flight', runAfter(...through, intended(1), intended(2)), 3],
    ['one less in doubt than may be', runAfter(...through, ...doubts(maxDoubted - 1)), maxDoubted],
    ['as many in doubt as may be', runAfter(...through, ...doubts(maxDoubted)), maxDoubted + 1],
    ['as many in doubt, but begun', runAfter(...through, ...doubts(maxDoubted), intended(9), deferred(9)), 9],
  ];

  it('is yes, no or not yet in each of these cases', () => {
    const said = cases.map(
      ([name, state, position, more]) => `${name}: ${mayBegin(state, position, { ...conditions, ...more })}`,
    );
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "its turn: yes
      not running: no
      held: not-yet
      stopped by a breaker: no
      one before it is being read: not-yet
      one after it is being read: yes
      itself is being read: yes
      one before it was not begun: no
      one before it is to be tried again: not-yet
      itself is to be tried again: yes
      one before it is in doubt: yes
      one call in flight: yes
      two calls in flight: not-yet
      one less in doubt than may be: yes
      as many in doubt as may be: no
      as many in doubt, but begun: yes"
    `);
  });
});
