/** Tests that an evidence pack is whole, and that whatever is done to it is found. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packOf } from '#lib/server/evidence/pack';
import { thisMaker } from '#lib/server/evidence/report-texts';
import { hashing } from '#lib/server/hashing';
import { checkPack } from '#lib/server/verify-pack';
import { DemoJob, unwrap } from '#test/demo-job';

const version = '0.0.0';
const needed = 'command -v sha256sum && command -v gunzip';
const hasCommands = spawnSync('bash', ['-c', needed], { stdio: 'ignore' }).status === 0;
let job: DemoJob;
let runId: string;
let pack: Uint8Array;

beforeAll(async () => {
  job = await DemoJob.open();
  const run = job.start(await job.seal(4));
  runId = run.record.id;
  await job.goOn(runId);
  pack = await packed();
});
afterAll(() => job.close());

async function packed(): Promise<Uint8Array> {
  const evidence = unwrap(await job.app.engine.evidence.of(runId));
  const pieces: Uint8Array[] = [];
  for await (const piece of packOf(evidence, thisMaker(version, Date.UTC(2026, 10, 26)))) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The pack with other parts; `sums`: the list of sums is made to fit them. */
function changed(change: (parts: Record<string, Uint8Array>) => void, sums = true): Uint8Array {
  const parts = unzipSync(pack);
  change(parts);
  if (sums && parts.SHA256SUMS) {
    const others = Object.entries(parts).filter(([name]) => name !== 'SHA256SUMS');
    parts.SHA256SUMS = strToU8(others.map(([name, bytes]) => `${sumOf(bytes)}  ${name}\n`).join(''));
  }
  return zipSync(parts, { level: 1 });
}

function sumOf(bytes = new Uint8Array()): string {
  const sum = hashing.sha256InPieces();
  sum.add(bytes);
  return sum.digest();
}

const put = (name: string, bytes: Uint8Array) => (parts: Record<string, Uint8Array>) => {
  parts[name] = bytes;
};

const edit = (name: string, from: string | RegExp, to: string) => (parts: Record<string, Uint8Array>) => {
  const before = Buffer.from(parts[name] ?? []).toString();
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  parts[name] = strToU8(after);
};

it('has everything, and agrees with itself', () => {
  const names = Object.keys(unzipSync(pack)).sort();
  expect(names).toEqual(
    [
      'README.txt',
      'SHA256SUMS',
      'journal.tsv',
      'original.gz',
      'pack.json',
      'plan.txt',
      'report.csv',
      'report.html',
      'report.json',
      'users.jsonl',
    ].sort(),
  );
  const { lines, code } = checkPack(pack, version);
  expect(lines.filter((line) => /^(?:EDITED|MISSING|UNKNOWN)/.test(line))).toEqual([]);
  expect(lines.find((line) => line.includes('original.gz'))).toContain('as the plan has it under its digest');
  expect(lines.filter((line) => line.includes('report.'))).toHaveLength(3);
  expect(code).toBe(0);
});

it('says of the words of alarms that nothing else in the pack shows them', () => {
  const { lines, code } = checkPack(changed(edit('pack.json', /"title": "[^"]+"/, '"title": "x"')), version);
  expect(code).toBe(0);
  expect(lines.at(-1)).toContain('The alarms in pack.json were not checked');
});

it('says on its first page what the check leaves out, and a pack of before still agrees', () => {
  const page = strFromU8(unzipSync(pack)['README.txt'] ?? new Uint8Array());
  expect(page).toContain('but for the words of the alarms in pack.json: no other part has them.');
  const before = `It names everything that was edited, and whatever
is missing or added. Exit code 0: all is as it was written. 1: something is not. 2: something
could not be checked.`;
  const earlier = changed(edit('README.txt', /It names everything[\s\S]*?checked\./, before));
  expect(checkPack(earlier, version).lines.filter((line) => line.startsWith('EDITED'))).toEqual([]);
});

describe('what was done to a pack is found', () => {
  it.each<[string, (parts: Record<string, Uint8Array>) => void, RegExp]>([
    [
      'an outcome in the CSV',
      edit('report.csv', 'Deactivated', 'Refused'),
      /^EDITED +report\.csv: Line 2 .*Expected.*Deactivated/,
    ],
    [
      'a name in the JSON',
      edit('report.json', /"name": "[^"]+"/, '"name": "Somebody Else"'),
      /^EDITED +report\.json/,
    ],
    [
      'a line added to the CSV',
      edit('report.csv', /$/, 'x\r\n'),
      /^EDITED +report\.csv: .*Expected: nothing\./,
    ],
    [
      'a byte of the page, so that it is no text any more',
      (parts) => {
        parts['report.html'] = Buffer.concat([parts['report.html'] ?? Buffer.alloc(0), Buffer.from([0xff])]);
      },
      /^EDITED +report\.html: report\.html is not text in UTF-8/,
    ],
    ['a word of the page', edit('report.html', 'Deactivated', 'Activated'), /^EDITED +report\.html/],
    [
      'an outcome in the journal',
      edit('journal.tsv', '"outcome":"deactivated"', '"outcome":"refused"'),
      /^EDITED +journal\.tsv: The chain is broken at entry \d+: this entry/,
    ],
    [
      'the last entry, cut off',
      edit('journal.tsv', /[^\n]+\n$/, ''),
      /^EDITED +journal\.tsv: .*entries were cut off/,
    ],
    [
      'an entry in the middle, removed',
      edit('journal.tsv', /^3\t[^\n]+\n/m, ''),
      /^EDITED +journal\.tsv: .*broken at entry 3: an entry is missing/,
    ],
    [
      'an entry, repeated',
      edit('journal.tsv', /^(3\t[^\n]+\n)/m, '$1$1'),
      /^EDITED +journal\.tsv: .*broken at entry 4: an entry is missing or added/,
    ],
    [
      'the last hash on the page that people read first',
      edit('README.txt', /^Last hash {5}[0-9a-f]{8}/m, 'Last hash     00000000'),
      /^EDITED +README\.txt: Line 8 is not what .*Found: "Last hash {5}00000000/,
    ],
    [
      'a command of that page',
      edit('README.txt', '|| echo', '&& echo'),
      /^EDITED +README\.txt: Line \d+ is not what/,
    ],
    ['the sealed text', edit('plan.txt', 'example.com', 'example.org'), /^EDITED +plan\.txt/],
    [
      'a user',
      edit('users.jsonl', /"accountId":"[^"]/, '"accountId":"9'),
      /^EDITED +users\.jsonl: .*not those that were sealed/,
    ],
    [
      'the terms',
      edit('pack.json', '"rosterName": "users.csv"', '"rosterName": "leavers.csv"'),
      /^EDITED +users\.jsonl/,
    ],
    [
      'the number of entries',
      edit('pack.json', /"entries": \d+/, '"entries": 2'),
      /^EDITED +journal\.tsv: .*added or changed/,
    ],
    ['the original', edit('original.gz', /$/, 'x'), /^EDITED +original\.gz/],
    [
      'the original, named otherwise',
      edit('pack.json', '"name": "users.csv"', '"name": "leavers.csv"'),
      /^EDITED +pack\.json: It names another original/,
    ],
    [
      'the original, removed',
      (parts) => void delete parts['original.gz'],
      /^MISSING +original\.gz: The original file is missing/,
    ],
    ['a report, removed', (parts) => void delete parts['report.csv'], /^MISSING +report\.csv/],
    ['the list of sums, removed', (parts) => void delete parts.SHA256SUMS, /^MISSING +SHA256SUMS/],
  ])('%s', (_, change, found) => {
    const { lines, code } = checkPack(changed(change), version);
    expect(lines.find((line) => found.test(line)) ?? lines.join('\n')).toMatch(found);
    expect(code).toBe(1);
  });

  it('also where only the sums tell', () => {
    const readme = checkPack(changed(edit('README.txt', 'Evidence', 'Proof'), false), version);
    expect(readme.lines.find((line) => line.startsWith('EDITED'))).toMatch(
      /README\.txt: Its SHA-256 is not the one/,
    );
    expect(readme.code).toBe(1);
    const removed = checkPack(
      changed((parts) => void delete parts['report.csv'], false),
      version,
    );
    expect(removed.lines.find((line) => line.startsWith('MISSING'))).toMatch(/report\.csv: It is listed/);
  });
});

it('takes the page of a pack of an earlier version, which explains the parts in other words', () => {
  const earlier = (parts: Record<string, Uint8Array>) => {
    parts['pack.json'] = strToU8(
      strFromU8(parts['pack.json'] ?? new Uint8Array()).replace(/,\s*"later": [\s\S]*$/, '\n}\n'),
    );
    edit('README.txt', 'The reports. They follow from', 'The reports:')(parts);
  };
  const { lines } = checkPack(changed(earlier), version);
  expect(lines.find((line) => line.includes('README.txt'))).toMatch(/^ok +README\.txt/);
});

it('does not call a report edited that another version may have worded', () => {
  const { lines, code } = checkPack(changed(edit('report.csv', 'Account ID', 'Account')), '9.9.9');
  expect(lines.find((line) => line.startsWith('UNKNOWN'))).toMatch(
    /report\.csv: Line 1 .*Check it with that version/,
  );
  expect(code).toBe(2);
});

describe('what is no pack is refused', () => {
  it.each<[string, () => Uint8Array, RegExp]>([
    ['text', () => strToU8('a,b\n'), /cannot be unpacked/],
    ['another archive', () => zipSync({ 'a.txt': strToU8('a') }), /no pack\.json/],
    [
      'a part with a path',
      () => changed(put('../../evil.txt', strToU8('x'))),
      /parts that Lockstep does not write: "\.\.\/\.\.\/evil\.txt"/,
    ],
    [
      'two parts of one name',
      () => changed(put('PLAN.TXT', strToU8('x'))),
      /two of its parts have the same name/,
    ],
    ['a bomb', () => changed(put('journal.tsv', new Uint8Array(11_000_000))), /made to fill a disk/],
    ['a torn file', () => pack.slice(0, pack.length - 40), /cannot be unpacked/],
    ['a damaged byte', () => pack.map((byte, at) => (at === 400 ? byte ^ 0xff : byte)), /cannot be unpacked/],
    [
      'a later form',
      () => changed(edit('pack.json', '"lockstepEvidence": 1', '"lockstepEvidence": 2')),
      /pack\.json is not as this version/,
    ],
  ])('%s', (_, bytes, why) => {
    const { lines, code } = checkPack(bytes(), version);
    expect(lines.join('\n')).toMatch(why);
    expect(code).toBe(2);
  });
});

it('can be checked with the commands that its page names', ({ skip }) => {
  skip(!hasCommands, 'this computer has no bash, sha256sum or gunzip');
  const folder = mkdtempSync(path.join(tmpdir(), 'lockstep-pack-'));
  try {
    for (const [name, bytes] of Object.entries(unzipSync(pack)))
      writeFileSync(path.join(folder, name), bytes);
    const readme = strFromU8(unzipSync(pack)['README.txt'] ?? new Uint8Array());
    const commands = /How to check it without Lockstep\n.*?(?=\nWhat this proves)/s
      .exec(readme)?.[0]
      .match(/^ {5}.*$/gm);

    const said = execFileSync('bash', ['-c', commands?.join('\n') ?? ''], { cwd: folder, encoding: 'utf8' });
    expect(said).not.toContain('broken');
    expect(said).not.toContain('FAILED');
    const { plan, journal } = JSON.parse(strFromU8(unzipSync(pack)['pack.json'] ?? new Uint8Array()));
    expect(said).toContain(`${plan.digest}  plan.txt`);
    expect(said).toContain(`\n${journal.head}\n`);
    expect(said).toContain(plan.optionalTerms.original.sha256);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('says that the original is gone once the roster was deleted, and still agrees', async () => {
  const [roster] = job.app.engine.rosters.list();
  unwrap(await job.app.engine.retention.purgeRoster(roster?.id ?? ''));
  const { lines, code } = checkPack(await packed(), version);
  expect(lines.find((line) => line.includes('original.gz'))).toMatch(
    /^ok +original\.gz: The original file "users\.csv" was not kept any more .* Its SHA-256 is [0-9a-f]{64}\./,
  );
  expect(code).toBe(0);
});
