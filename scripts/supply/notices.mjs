/** The text of THIRD-PARTY-NOTICES: the licences of all that runs or is copied, from the lockfile and node_modules. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { copiedFrom, packagesThatRun, resolve } from './packages.mjs';

const licenceFile =
  /^(?:licen[cs]es?|notices?|copying|third-?party-?(?:notices?|licen[cs]es?))(?:[-.][\w-]+){0,2}$/i;
const line = '-'.repeat(80);

const introduction = `Third-party notices

Lockstep is under the licence in LICENSE. It runs with the packages below, which npm fetches; none of them is part of
the repository, except drawings of lucide-react (components/ui/icons/lucide.tsx). First the packages with the licences
that they state, then every text of a licence or notice that they carry, each once. Made by "npm run notices" from
package-lock.json; "npm test" compares.
`;

/**
 * The whole text, the same on every system: platform-specific binaries are listed with the package that requires them,
 * and have its texts. `root` is the folder with the lockfile and node_modules. A package that is not installed is an
 * error.
 */
export function notices(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const noticed = new Set([...packagesThatRun(lock), ...copiedFrom]);
  const places = Object.keys(lock.packages).filter((place) => noticed.has(place));
  const everywhere = places.filter((place) => !forOneSystem(lock.packages[place]));
  const texts = new Map();
  const rows = everywhere.map((place) => {
    const found = licenceTexts(join(root, place));
    for (const { path, text } of found) {
      const at = `${nameOf(place)}${path}`;
      texts.set(text, [...(texts.get(text) ?? []), at]);
    }
    return `${row(lock.packages, place, found.length)}\n`;
  });
  const sections = [...texts].map(([text, at]) => `${line}\n${at.join('\n')}\n${line}\n\n${text}\n`);
  return `${introduction}\n${rows.join('')}\n${sections.join('\n')}`;
}

function row(packages, place, count) {
  const { version, license, optionalDependencies } = packages[place];
  const binaries = Object.keys(optionalDependencies ?? {})
    .map((name) => resolve(packages, place, name))
    .filter((found) => forOneSystem(packages[found]))
    .map((found) => `\n  ${nameOf(found)} ${packages[found].version}: ${packages[found].license}`);
  const none = count === 0 ? ' (it carries no text)' : '';
  return `${nameOf(place)} ${version}: ${license}${none}${binaries.join('')}`;
}

function forOneSystem({ os, cpu }) {
  return os !== undefined || cpu !== undefined;
}

function nameOf(place) {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** The licence files in a package, including those of bundled code. Nested packages are listed separately. */
function licenceTexts(folder, path = '') {
  return readdirSync(join(folder, path), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = `${path}/${entry.name}`;
      if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : licenceTexts(folder, below);
      if (!licenceFile.test(entry.name) || /\.m?[jt]sx?$/.test(entry.name)) return [];
      return [{ path: below, text: tidy(readFileSync(join(folder, below), 'utf8')) }];
    });
}

/** Normalises line ends and trailing white space, which differ between copies of a text. */
function tidy(text) {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((each) => each.trimEnd())
    .join('\n')
    .trim();
}
