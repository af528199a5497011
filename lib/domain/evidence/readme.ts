/** The page in a pack that says what is in it, and how to check it without Lockstep. */
import { type PackFacts, partNames } from '#lib/domain/evidence/pack-facts';

/** The part of the page about the run: everything above the list of the parts. */
export const readmeHead = (text: string): string => text.slice(0, text.indexOf(partsTitle) + 1);

/** What the check with Lockstep shows. */
const whatIsChecked = `It needs no data folder and no connection. It names everything that was edited, and whatever
is missing or added, but for the words of the alarms in ${partNames.facts}: no other part has them.
Exit code 0: all else is as it was written. 1: something is not. 2: something could not be
checked.`;

/** The same on the pages of earlier packs, which did not except the alarms. */
const checkedBefore = `It needs no data folder and no connection. It names everything that was edited, and whatever
is missing or added. Exit code 0: all is as it was written. 1: something is not. 2: something
could not be checked.`;

/** The page as earlier packs have it. */
export const formerReadme = (text: string): string => text.replace(whatIsChecked, checkedBefore);

const partsTitle = '\nWhat is in it\n';

/** The text of the page. */
export function packReadme(facts: PackFacts): string {
  const { run, plan, madeAt, madeBy, journal } = facts;
  const { name } = facts.original;
  return `Evidence pack of run ${run.number}
${'='.repeat(24 + String(run.number).length)}

Organisation  ${oneLine(plan.organisationName)}${plan.organisationId === null ? '' : ` (${plan.organisationId})`}
Users         ${plan.count}, from ${oneLine(plan.rosterName)}
Run ID        ${run.id}
Plan digest   ${plan.digest}
Last hash     ${journal?.head ?? 'NOT KNOWN: the journal was not as it was written when this pack was made'}
Made          ${new Date(madeAt).toISOString()} by Lockstep ${madeBy.lockstep}
${partsTitle}-------------

${listed(facts)}

How to check it with Lockstep
-----------------------------

  npm run verify -- THIS-FILE.zip

${whatIsChecked}

How to check it without Lockstep
--------------------------------

Unpack the file into an empty folder. In that folder, with a shell such as bash:

1. Every part has the sum that is listed:

     sha256sum -c ${partNames.sums}

   (On macOS: shasum -a 256 -c ${partNames.sums})

2. The plan is the one that was sealed. This prints the digest above:

     sha256sum ${partNames.plan}

   The first entry of the journal has the same digest, as planDigest:

     head -n 1 ${partNames.journal}

3. The journal is one chain. The hash of an entry is the SHA-256 of five lines, without a line
   end after the last one: the hash before (empty for the first entry), the run ID, the number,
   the time and the event. This prints "broken" where the chain breaks, and the last hash:

     previous=
     while IFS=$'\\t' read -r seq at hash event; do
       sum=$(printf '%s\\n%s\\n%s\\n%s\\n%s' "$previous" ${run.id} "$seq" "$at" "$event" | sha256sum)
       [ "\${sum%% *}" = "$hash" ] || echo "broken at entry $seq"
       previous=$hash
     done < ${partNames.journal}
     echo "$previous"

${
  facts.original.state === 'included'
    ? `4. The original file is ${name === null ? 'the one that was uploaded' : oneLine(JSON.stringify(name))}. Its SHA-256 is in the first line of
   ${partNames.plan}, under optionalTerms, unless an earlier version sealed the plan:

     gunzip -c ${partNames.original} | sha256sum

`
    : ''
}What this proves, and what it does not
--------------------------------------

The parts agree with each other, and nobody edited one of them alone. Nothing in this file is
signed: somebody who has all of it could compute all of it anew. So compare the plan digest and
the last hash with what you have from elsewhere: a report that was printed or sent on the day of
the run, a ticket, or "npm run check-journal" on the computer that made the run.

The times are those of that computer. The outcomes are what Atlassian answered.
`;
}

/** The parts with what they are, in two columns. */
function listed(facts: PackFacts): string {
  const { plan, users, journal, facts: about, csv, json, html, original, sums } = partNames;
  const { state } = facts.original;
  const parts: [name: string, ...lines: string[]][] = [
    [
      plan,
      'The sealed plan: exactly the text under the digest. The first line has the terms,',
      'every other line is a user.',
    ],
    [users, 'The same users as Lockstep stores them.'],
    [
      journal,
      'Everything that the run did, one entry a line: number, time (ms since 1970 UTC),',
      'hash and event, between tabs. What was verified after the run is in it too.',
    ],
    [
      about,
      'What the other parts do not say: names, times, the maker, and which users later runs',
      'had settled. The journals of those runs are not in this pack.',
    ],
    [csv, `The reports. They follow from ${plan}, ${journal} and ${about}.`],
    [json],
    [html],
    [state === 'included' ? original : '', originalText(facts)],
    [sums, 'The SHA-256 of every part but itself.'],
  ];
  return parts
    .map(([name, ...lines]) =>
      [name.padEnd(14) + (lines[0] ?? ''), ...lines.slice(1).map((line) => ' '.repeat(14) + line)]
        .join('\n')
        .trimEnd(),
    )
    .join('\n');
}

function originalText({ original: { state, name, sha256 } }: PackFacts): string {
  const spelt = name === null ? 'the file that the users came from' : oneLine(JSON.stringify(name));
  if (state === 'included') return `The original file, ${spelt}, packed with gzip.`;
  if (state === 'none') return '(There is no original file: the users came from no file.)';
  return `(The original file, ${spelt}, was not kept any more. Its SHA-256: ${sha256 ?? 'not known'})`;
}

/** A text without line breaks and other control characters. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}
