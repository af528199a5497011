/** For tests: everything that a program says about a data folder: its stored journals, and its own answers. */
import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { GET as plan } from '../app/api/plans/[id]/route';
import { GET as rules } from '../app/api/protection-rules/route';
import { GET as history } from '../app/api/protections/history/route';
import { GET as protections } from '../app/api/protections/route';
import { GET as retention } from '../app/api/retention/route';
import { GET as lookUp } from '../app/api/rosters/[id]/look-up/route';
import { GET as preflight } from '../app/api/rosters/[id]/preflight/route';
import { GET as roster } from '../app/api/rosters/[id]/route';
import { GET as rosterUsers } from '../app/api/rosters/[id]/users/route';
import { GET as rosters } from '../app/api/rosters/route';
import { GET as csv } from '../app/api/runs/[id]/report.csv/route';
import { GET as html } from '../app/api/runs/[id]/report.html/route';
import { GET as json } from '../app/api/runs/[id]/report.json/route';
import { GET as runs } from '../app/api/runs/route';
import { GET as sizeLimit } from '../app/api/size-limit/route';

/** A journal as stored; `sha256` covers its rows. */
export interface StoredJournal {
  number: number;
  entries: number;
  head: string;
  sha256: string;
}

export const reportKinds = { csv, json, html } as const;
type ReportKind = keyof typeof reportKinds;

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Every journal, or of each only as many entries as `first` returns for the number of its run. */
export function storedJournals(
  database: Database,
  first: (number: number) => number = () => Number.MAX_SAFE_INTEGER,
): StoredJournal[] {
  const found = database.prepare<[], { id: string; number: number }>(
    'SELECT id, number FROM runs ORDER BY number',
  );
  const rows = database
    .prepare<[string, number], [number, number, string, string]>(
      'SELECT seq, at, event, hash FROM journal WHERE run_id = ? AND seq <= ? ORDER BY seq',
    )
    .raw();
  return found.all().map(({ id, number }) => {
    const lines = rows.all(id, first(number));
    const text = lines.map((line) => line.join('\n')).join('\n');
    return { number, entries: lines.length, head: lines.at(-1)?.[3] ?? '', sha256: sha256(text) };
  });
}

/** The IDs of everything stored, each kind in its order. */
export function storedIds(database: Database): { plans: string[]; rosters: string[]; runs: string[] } {
  const ids = (sql: string) => database.prepare<[], string>(sql).pluck().all();
  return {
    plans: ids('SELECT id FROM plans ORDER BY created_at, id'),
    rosters: ids('SELECT id FROM rosters ORDER BY created_at, id'),
    runs: ids('SELECT id FROM runs ORDER BY number'),
  };
}

/** A report of a run, as the browser downloads it. */
export async function downloaded(kind: ReportKind, id: string): Promise<string> {
  const bytes = await (await reportKinds[kind](...asked(`/api/runs/${id}/report.${kind}`, id))).arrayBuffer();
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** The answers of the HTTP API to everything that can be read, by path. They come from the app composed last. */
export async function answers(database: Database): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  const ids = storedIds(database);
  for (const [path, get] of Object.entries({
    '/api/runs': runs,
    '/api/rosters': rosters,
    '/api/protections': protections,
    '/api/protections/history': history,
    '/api/protection-rules': rules,
    '/api/size-limit': sizeLimit,
  })) {
    said[path] = await (await get(asking(path))).json();
  }
  // The path of the folder is not part of its content.
  const { folder: _, ...kept } = await (await retention(asking('/api/retention'))).json();
  said['/api/retention'] = kept;
  const perId = [
    [ids.plans, { '/api/plans/*': plan }],
    [
      ids.rosters,
      {
        '/api/rosters/*': roster,
        '/api/rosters/*/users': rosterUsers,
        '/api/rosters/*/preflight': preflight,
        '/api/rosters/*/look-up': lookUp,
      },
    ],
  ] as const;
  for (const [which, routes] of perId) {
    for (const id of which) {
      for (const [pattern, get] of Object.entries(routes)) {
        const path = pattern.replace('*', () => id);
        // A damaged ID can hold any character, also one that has a meaning in an address.
        const address = pattern.replace('*', () => encodeURIComponent(id));
        const body = await (await get(...asked(address, id))).json();
        // The number of facts that the process has learnt so far is not part of the folder's content.
        const { learnt: _, ...stored } = body;
        said[path] = pattern.endsWith('/users') ? body.users.map(inCodes) : stored;
      }
    }
  }
  return said;
}

/** A user of a review with codes instead of sentences, which may be reworded. */
function inCodes(user: {
  cells: string[];
  problems: { code: string; line: number; blocks: boolean }[];
  block: { code: string } | null;
  prediction?: { kind: string; basis: string };
}) {
  const { problems, block, prediction, ...facts } = user;
  return {
    ...facts,
    problems: problems.map(({ code, line, blocks }) => ({ code, line, blocks })),
    block: block?.code ?? null,
    ...(prediction ? { prediction: `${prediction.kind}, ${prediction.basis}` } : {}),
  };
}

function asking(path: string): Request {
  return new Request(`http://127.0.0.1${path}`);
}

function asked(path: string, id: string): [Request, { params: Promise<{ id: string }> }] {
  return [asking(path), { params: Promise.resolve({ id }) }];
}
