/** The few pages the front shows by itself: nothing of Next, no script, no file. */
import type { Refusal } from '#lib/server/front/refusal';

/** A page for a refusal; with a field for the launch link where that is what is missing. */
export function refusalPage(refusal: Refusal, nonce: string): string {
  const asksForLink = refusal.status === 401 || refusal.status === 403 || refusal.status === 429;
  const body = `<h1>${refusal.message}</h1><p>${refusal.cure}</p>${asksForLink ? form : ''}`;
  return page('Lockstep', body, nonce);
}

/**
 * Moves on by itself, from a page of ours: a SameSite=Strict cookie is not sent along redirects that begin at a link on
 * another page.
 */
export function movingOnPage(nonce: string): string {
  const head = '<meta http-equiv="refresh" content="0;url=/">';
  return page('Lockstep', '<h1>You are in.</h1><p><a href="/">Go on to Lockstep</a></p>', nonce, head);
}

const form = `<form action="/launch" method="get" autocomplete="off">
<label for="code">Or paste the link here</label>
<span><input id="code" name="code" type="text" required spellcheck="false" autocapitalize="off"><button>Open</button></span>
</form>`;

const style = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{margin:0;min-height:100vh;display:grid;place-content:center;background:Canvas;color:CanvasText}
main{box-sizing:border-box;width:min(34rem,100vw);padding:1.5rem}
h1{font-size:1.25rem;line-height:1.3;margin:0 0 .5rem}
p{margin:0 0 1.5rem}
label{display:block;font-size:.875rem;margin-bottom:.25rem}
span{display:flex;gap:.5rem}
input{flex:1;min-width:0}
input,button{font:inherit;padding:.4rem .7rem;border:1px solid GrayText;border-radius:6px}`;

/** The texts are our own, never what a request sent: nothing here needs escaping. */
function page(title: string, body: string, nonce: string, head = ''): string {
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}</title>${head}<style nonce="${nonce}">${style}</style></head>
<body><main>${body}</main></body>
</html>
`;
}
