/** The style of the report page, on screen and on A4 and Letter. Pure. */
import { cssString } from '#lib/domain/report/page/markup';

/** The whole style sheet; `foot` is the text at the bottom of each printed page. */
export function styleOf(foot: string): string {
  return `
:root { color-scheme: light dark; --ink: #18181b; --soft: #6b6b73; --line: #d4d4d8; --ground: #fff; --done: #18181b; --amber: #8a5a00; --red: #b42318; --green: #1a7f4b; --quiet: #b9b9c0; }
@media screen and (prefers-color-scheme: dark) { :root { --ink: #ededf0; --soft: #a1a1aa; --line: #3f3f46; --ground: #18181b; --done: #d4d4d8; --amber: #f0b13c; --red: #ff8a80; --green: #5fd39a; --quiet: #63636b; } }
* { box-sizing: border-box; }
body { background: var(--ground); color: var(--ink); font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 64rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.2; margin: .125rem 0 1rem; }
h2 { break-after: avoid; font-size: 1.0625rem; margin: 1.75rem 0 .375rem; }
h3 { break-after: avoid; font-size: 1em; margin: 1rem 0 .125rem; }
p { margin: .25rem 0 .5rem; }
.mark { border: 2px solid; font-weight: 700; padding: .5rem .75rem; }
.soft, dt, th { color: var(--soft); font-weight: 400; }
.amber { color: var(--amber); }
.red { color: var(--red); }
.columns { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
dl { display: grid; gap: .25rem 1rem; grid-template-columns: fit-content(8.5rem) minmax(0, 1fr); margin: 0; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; }
caption { text-align: left; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border-bottom: 1px solid var(--line); overflow-wrap: break-word; padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
.number { font-variant-numeric: tabular-nums; text-align: right; }
.address { overflow-wrap: anywhere; }
code { font-family: ui-monospace, monospace; font-size: .8125em; overflow-wrap: anywhere; }
svg { display: block; height: auto; max-width: 100%; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .375rem 0 0; padding: 0; }
.legend svg { display: inline-block; margin-right: .375rem; }
@media (max-width: 40rem) { .cards, .cards tbody, .cards tr, .cards td { display: block; } .cards thead { display: none; } .cards td { border: 0; padding: 0; text-align: left; } .cards tr { border-bottom: 1px solid var(--line); padding: .375rem 0; } }
@page { margin: 14mm 14mm 16mm; @bottom-left { color: #6b6b73; content: ${cssString(foot)}; font: 7.5pt system-ui, sans-serif; } @bottom-right { color: #6b6b73; content: "Page " counter(page) " of " counter(pages); font: 7.5pt system-ui, sans-serif; } }
@media print { body { font-size: 8pt; line-height: 1.3; margin: 0; max-width: none; padding: 0; } h1 { font-size: 15pt; } h2 { font-size: 10.5pt; margin-top: 4mm; } h3 { margin-top: 2.5mm; } th, td { padding-bottom: .8mm; padding-top: .8mm; } .columns { grid-template-columns: 1fr 1fr; } table.users { font-size: 7.5pt; line-height: 1.25; } table.users th, table.users td { padding-bottom: .6mm; padding-top: .6mm; } }
`;
}
