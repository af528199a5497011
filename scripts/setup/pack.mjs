/** Compresses the hashed files of the build once, so that no request has to. */
import { readdirSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * The suffix of a compressed file's name, and how its content is made. Quality 11 of Brotli takes 2.5 times as long as
 * quality 10 and saves 2 %.
 */
const codings = [
  [
    '.br',
    (content) => promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
  ],
  ['.gz', (content) => promisify(gzip)(content, { level: 9 })],
];

/** Writes each script and style of `from` into `to` as `NAME.br` and `NAME.gz`. What was in `to` is deleted. */
export async function packFiles(from, to) {
  await rm(to, { recursive: true, force: true });
  const names = readdirSync(from, { recursive: true }).filter((name) => /\.(js|css)$/.test(name));
  await Promise.all(names.map((name) => packFile(join(from, name), join(to, name))));
}

async function packFile(from, to) {
  const content = await readFile(from);
  await mkdir(dirname(to), { recursive: true });
  await Promise.all(codings.map(async ([end, pack]) => writeFile(`${to}${end}`, await pack(content))));
}
