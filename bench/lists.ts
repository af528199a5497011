/** Measures how long changes to 200,000 users block everything else. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redactorOf } from '#lib/adapters/redact/redact';
import { redactValue } from '#lib/adapters/redact/redact-value';
import { startDemoOrganisation } from '#lib/demo/server';
import type { Result } from '#lib/engine/errors';
import { inTurns } from '#lib/engine/turns';
import { composeApp } from '#lib/server/compose';
import { inChunks } from './in-chunks';
import { longestSlice, longestWait } from './longest-wait';

const users = 200_000;
// IDs of a known shape, since users with an unusual one start unticked.
const id = (at: number): string => `712020:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const ids = Array.from({ length: users }, (_, at) => id(at));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

function* rosterFile(): Generator<string> {
  yield 'User id,User name,email,User status\n';
  for (const [at, accountId] of ids.entries())
    yield `${accountId},Person ${at},person${at}@example.com,Active\n`;
}

function* newmanResults(): Generator<string> {
  yield '{"collection":{"info":{"name":"Bench"}},"run":{"timings":{"started":1,"completed":2},"executions":[';
  for (const [at, accountId] of ids.entries()) {
    const url = `"url":{"protocol":"https","host":["api","atlassian","com"],"path":["users","${accountId}","manage","lifecycle","disable"]}`;
    yield `${at === 0 ? '' : ','}{"request":{"method":"POST",${url}},"response":{"code":${at % 9 === 0 ? 403 : 204},"header":[],"responseTime":12}}`;
  }
  yield ']}}';
}

const organisation = await startDemoOrganisation({ people: 50 });
const folder = mkdtempSync(join(process.env.TMPDIR ?? tmpdir(), 'lockstep-lists-'));
const composed = await composeApp({
  dataDir: folder,
  apiUrl: organisation.url,
  apiKey: organisation.apiKey,
  organisationId: organisation.organisationId,
  version: 'bench',
});
if (!composed.ok) throw new Error(composed.message);
const { engine } = composed.app;
const well = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.details?.[0] ?? ''}`);
  return result.value;
};
const only = process.argv[2] ?? '';
const measure = async (what: string, work: () => unknown) => {
  if (!what.includes(only)) return;
  const began = performance.now();
  let slice = 0;
  const longest = await longestWait(async () => {
    slice = await longestSlice(work);
  });
  say(
    `${what}: everything else waited ${Math.round(longest)} ms at most, ${Math.round(slice)} ms of processor time (${Math.round(performance.now() - began)} ms in all)`,
  );
};

try {
  const roster = well(
    await engine.rosters.upload(inChunks(rosterFile()), { name: 'users.csv', writtenAt: 1 }),
  );
  await measure('ticks: first review', async () => engine.rosters.counts(roster.id));
  await measure('ticks: untick all', async () =>
    well(await engine.rosters.setTicked(roster.id, 'all', false)),
  );
  await measure('ticks: tick 200,000', async () =>
    well(await engine.rosters.setTicked(roster.id, ids, true)),
  );
  await measure('ticks: untick 200,000', async () =>
    well(await engine.rosters.setTicked(roster.id, ids, false)),
  );
  await measure('ticks: tick one', async () =>
    well(await engine.rosters.setTicked(roster.id, ids.slice(0, 1), true)),
  );
  await measure('ticks: tick all', async () => well(await engine.rosters.setTicked(roster.id, 'all', true)));
  well(await engine.rules.add({ kind: 'group', pattern: 'vip-*', reason: 'Bench' }));
  await measure('plan: the rules that could not be checked', () => engine.plans.unasked(roster.id));
  await measure('plan: the operator', async () =>
    well(await engine.rosters.setOperatorAbsent(roster.id, 'nobody@example.net')),
  );
  await measure('plan: prepare', () => engine.plans.prepare(roster.id));
  const wish = { raisedBecause: 'Bench', answers: [{ question: 'admins', answer: 'none' }] } as const;
  await measure('plan: seal', async () => {
    const { entries } = well(await engine.plans.sealInPieces(roster.id, null, wish));
    if (entries.length !== users) throw new Error(`The plan has ${entries.length} users.`);
  });
  await measure('results: import 200,000', async () =>
    well(await engine.imports.results(inChunks(newmanResults()), 'r.json')),
  );
  await measure('file: look at 5 MB', async () =>
    well(await engine.protectionFile.read(inChunks([protectionsText()]), false)),
  );
  await measure('file: bring 5 MB', async () =>
    well(await engine.protectionFile.read(inChunks([protectionsText()]), true)),
  );
  await measure('protections: 200,000', async () => {
    const people = well(await engine.rosters.people(roster.id, ids));
    well(await engine.protections.protectAll(people, 'Bench'));
  });
  const key = `ATCTT3xFfGN0${'k7Qz'.repeat(44)}=1A2B3C4D`;
  const page = Array.from({ length: 100 }, (_, at) => ({
    name: `Person ${at}`,
    text: 'words of a page '.repeat(6_500),
  }));
  await measure('redact 10 MB of words', () => inTurns(redactValue(page, redactorOf(key))));
  await measure('redact 10 MB of base64', () =>
    inTurns(
      redactValue(
        Array.from({ length: 100 }, () => 'aGVsbG8gd29ybGQg'.repeat(6_500)),
        redactorOf(key),
      ),
    ),
  );
} finally {
  await composed.app.close();
  await organisation.close();
  rmSync(folder, { recursive: true, force: true });
}

function protectionsText(): string {
  const lines = ['kind,value,name,email,reason'];
  for (let at = 0; at < 80_000; at += 1) lines.push(`account,${id(1_000_000 + at)},,,because`);
  return lines.join('\n');
}
