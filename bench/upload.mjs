/**
 * `node bench/upload.mjs [name]`: uploads files to the production build, and measures for each the time, the memory of
 * the server, the longest wait of another request meanwhile, and what is stored. First an export of a million rows,
 * then files that are made to be slow or large. For a file with too many records, it prints the time from the piece
 * with the first excess record to the refusal.
 */
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apiOf, processorMs, waitsDuring, withServer } from './server.mjs';

const [only] = process.argv.slice(2);
const megabyte = 1_000_000;
const hundredMegabytes = 100 * megabyte;
const id = (at) => `557058:00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
const header =
  'User id,User name,email,User status,Added to org,Org role,Last seen in Jira - acme,Last seen in Confluence - acme,Last seen in Loom - acme,Last seen in Trello - acme\n';
const seen = (at) => (at % 3 === 0 ? 'Never accessed' : `${1 + (at % 28)} Apr 2024`);
const row = (at) =>
  `${id(at)},"Person ${at}, Sample",person.${at}@example.com,Active,3 Jan 2024,,${[0, 1, 2, 3].map((column) => seen(at + column)).join(',')}\n`;

const mostRecords = 1_000_000;

/** `tooMany` is called before the piece with the first record beyond the limit. */
function* rows(count, tooMany) {
  yield header;
  for (let at = 0; at < count; at += 500) {
    let text = '';
    for (let next = at; next < Math.min(count, at + 500); next += 1) text += row(next);
    if (at <= mostRecords && at + 500 > mostRecords) tooMany();
    yield text;
  }
}

/** `recordBytes`: the size of one record of the text. */
function* repeated(before, text, recordBytes, tooMany) {
  yield before;
  const limit = mostRecords * recordBytes;
  const piece = text.repeat(Math.floor(65_536 / text.length));
  for (let sent = 0; sent < hundredMegabytes; sent += piece.length) {
    if (sent <= limit && sent + piece.length > limit) tooMany();
    yield piece;
  }
}

const files = {
  'a million rows': (tooMany) => rows(1_000_000, tooMany),
  'more than a million rows': (tooMany) => rows(1_100_000, tooMany),
  '100 MB of line ends': (tooMany) => repeated(`${header}${row(1)}`, '\n', 1, tooMany),
  // Two quotes with a line end between them are one record.
  '100 MB of quotes and line ends': (tooMany) => repeated(`${header}${row(1)}`, '"\n', 4, tooMany),
  '100 MB of one ID': (tooMany) => repeated('User id\n', `${id(1)}\n`, id(1).length + 1, tooMany),
};

const say = (line) => process.stdout.write(`${line}\n`);
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Resident memory of a process in MB, on Linux. */
async function residentMb(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Math.round((Number(kilobytes) * 1024) / megabyte);
}

async function storedMb(folder) {
  const sizes = (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size);
  return Math.round((await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / megabyte);
}

/** Uploads a file as fast as it is read. */
async function upload({ base, headers }, texts) {
  const encoder = new TextEncoder();
  let bytes = 0;
  const body = new ReadableStream({
    pull(controller) {
      const { value, done } = texts.next();
      if (done) return controller.close();
      const piece = encoder.encode(value);
      bytes += piece.length;
      controller.enqueue(piece);
    },
  });
  const sent = { method: 'POST', headers: { ...headers, 'content-type': 'text/csv' }, body, duplex: 'half' };
  try {
    const answer = await fetch(`${base}/api/rosters?name=users.csv`, sent);
    const said = await answer.json();
    return { bytes, id: said.id, said: said.error?.message ?? `${said.users} users` };
  } catch (problem) {
    return { bytes, said: `no answer: ${problem.cause ?? problem}` };
  }
}

async function measure(name, textsOf) {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
  try {
    await withServer(folder, {}, async (link, pid) => {
      const api = await apiOf(link);
      const before = await residentMb(pid);
      const processorBefore = await processorMs(pid);
      let most = before;
      const watch = setInterval(async () => {
        most = Math.max(most, await residentMb(pid).catch(() => 0));
      }, 100);
      let done;
      let crossed = null;
      const texts = textsOf(() => {
        crossed = performance.now();
      });
      const begun = performance.now();
      const wait = await waitsDuring(
        api,
        async () => {
          done = await upload(api, texts);
          done.took = performance.now() - begun;
          done.late =
            crossed === null
              ? ''
              : `, ${seconds(performance.now() - crossed)} after the first record too many was sent`;
        },
        20,
      );
      clearInterval(watch);
      say(
        `${name}: ${done.said} after ${seconds(done.took)}${done.id ? '' : done.late} (${seconds((await processorMs(pid)) - processorBefore)} of processor); ${most} MB of memory at most (${before} before); another request waited ${Math.round(wait)} ms at most; ${Math.round(done.bytes / megabyte)} MB sent, ${await storedMb(folder)} MB stored`,
      );
      if (!done.id) return;
      const deleting = performance.now();
      const away = await waitsDuring(
        api,
        () => fetch(`${api.base}/api/rosters/${done.id}`, { method: 'DELETE', headers: api.headers }),
        20,
      );
      say(
        `${name}, deleted: ${seconds(performance.now() - deleting)}; another request waited ${Math.round(away)} ms at most; ${await storedMb(folder)} MB left`,
      );
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

for (const [name, texts] of Object.entries(files)) {
  if (!only || name.includes(only)) await measure(name, texts);
}
