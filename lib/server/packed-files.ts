/** The hashed files of the build, sent as they were compressed at build time. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Handler } from '#lib/server/front/serve';

/** The codings in the order of preference, with the end of the name of a packed file. */
const codings = [
  { name: 'br', end: '.br' },
  { name: 'gzip', end: '.gz' },
] as const;

/** The types of the files that the build packs. */
const types: Readonly<Record<string, string>> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
};

/**
 * Answers requests for packed files, and leaves everything else to `next`.
 *
 * `folder` holds them as `chunks/NAME.js.br` and `chunks/NAME.js.gz`, read once at the start, so a request can name no
 * other file. Where the folder is missing, or a browser takes neither coding, `next` sends the file as it is.
 */
export function withPackedFiles(folder: string, next: Handler): Handler {
  const packed = readPacked(folder);
  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const type = types[extname(path)];
    const asked = request.method === 'GET' || request.method === 'HEAD';
    const accepted = acceptedCodings(request.headers['accept-encoding'] ?? '');
    const coding = codings.find(({ name, end }) => accepted.has(name) && packed.has(path + end));
    const body = coding && packed.get(path + coding.end);
    if (!asked || !type || !body || request.headers.range) return next(request, response);
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Encoding': coding.name,
      'Content-Length': body.length,
      Vary: 'Accept-Encoding',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** The packed files by the path under which the page asks for the file, with the end of the coding. */
function readPacked(folder: string): ReadonlyMap<string, Buffer> {
  if (!existsSync(folder)) return new Map();
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const isPacked = (name: string) => codings.some(({ end }) => name.endsWith(end));
  return new Map(
    names
      .filter(isPacked)
      .map((name) => [`/_next/static/${name.replaceAll('\\', '/')}`, readFileSync(join(folder, name))]),
  );
}

/** The codings that an `Accept-Encoding` names and does not refuse with `q=0`. */
function acceptedCodings(header: string): ReadonlySet<string> {
  const offers = header.split(',').map((offer) => offer.trim().toLowerCase());
  return new Set(
    offers.filter((offer) => !/;\s*q=0(\.0*)?$/.test(offer)).map((offer) => offer.replace(/;.*$/, '').trim()),
  );
}
