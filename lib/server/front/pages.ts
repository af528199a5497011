/** The few pages that the front itself shows. They use nothing from Next and no file. */
import { tokenHeader, tokenKey } from '#lib/contract/session';
import { type LaunchPage, launchScript } from '#lib/server/front/launch-script';
import { earlierStart, noSession, type Refusal } from '#lib/server/front/refusal';

/** The page of the launch link. `plain`: under the host name that Lockstep shares with other programs. */
export function launchPage(plain: boolean, nonce: string): string {
  const text = plain ? weaker : 'Handing over the code of the link…';
  return page(
    plain ? 'Lockstep under plain localhost' : 'Opening Lockstep',
    text,
    script({ ...keys, plain, earlier: false }, nonce),
    nonce,
  );
}

/** A page for a refusal. It has a field for the launch link if that is what is missing. */
export function refusalPage(refusal: Refusal, nonce: string): string {
  const asksForLink = refusal.code === noSession.code || refusal === earlierStart;
  const earlier = refusal === earlierStart;
  const rest = asksForLink ? script({ ...keys, plain: false, earlier }, nonce) : '';
  return page(refusal.message, refusal.hint, rest, nonce);
}

const keys = { tokenKey, tokenHeader };

const weaker =
  'Under plain localhost other programs on this computer receive the cookie of this page, and one of them may have left a service worker here; this second link is for Safari, which does not resolve the name in the first one, and for scripts.';

/** The elements that the script shows and fills, and the script. */
function script(told: LaunchPage, nonce: string): string {
  return `<p id="next"></p>
<button id="go" type="button" hidden>Open Lockstep</button>
<form id="form" autocomplete="off" hidden>
<label for="code">Or paste the link here</label>
<span><input id="code" type="text" required spellcheck="false" autocapitalize="off"><button>Open</button></span>
<p id="hint" role="alert"></p>
</form>
<noscript><p>Lockstep needs JavaScript: allow it for this address.</p></noscript>
<script nonce="${nonce}">(${launchScript})(${JSON.stringify(told)})</script>`;
}

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-content:center;background:Canvas;color:CanvasText}
main{box-sizing:border-box;width:min(34rem,100vw);padding:1.5rem}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 .5rem}
p{margin:0 0 1.25rem}
p:empty{display:none}
#next{overflow-wrap:anywhere}
#hint{margin:.5rem 0 0}
label{display:block;font-size:.875rem;margin-bottom:.25rem}
span{display:flex;gap:.5rem}
input{flex:1;min-width:0}
input,button{font:inherit;padding:.4rem .7rem;border:1px solid GrayText;border-radius:6px}`;

/**
 * The texts are our own and contain nothing from a request, so they need no escaping. The empty icon keeps the browser
 * from requesting one, which would need the cookie.
 */
function page(title: string, text: string, rest: string, nonce: string): string {
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Lockstep</title><link rel="icon" href="data:,"><style nonce="${nonce}">${style}</style></head>
<body><main aria-live="polite"><h1 id="title">${title}</h1><p id="text">${text}</p>${rest}</main></body>
</html>
`;
}
