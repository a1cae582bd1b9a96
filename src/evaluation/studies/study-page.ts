/** Path of the page's style and script, beside the studies. */
export const ASSETS = '/studies/assets';

/** What raters are asked. */
const QUESTION = 'Which picture looks more real?';

/** Before the first question. */
export function welcomePage(token: string): string {
  return page(
    'Which picture looks more real?',
    `<p>Two programs have dressed the same person in the same garment. In each pair of pictures choose the one that looks more
real to you.</p>
<p>There is no right answer in most pairs. A few pairs check that you are looking.</p>
<p>We keep your choices under a random number and nothing else about you. One cookie remembers that number on this
device until the study ends, so that you can go on later. You can stop at any time.</p>
<form method="post" action="${base(token)}/raters"><button class="start" type="submit">Start</button></form>`,
  );
}

/** @param position of the question, from 0 */
export function questionPage(token: string, position: number, total: number): string {
  const picture = (side: 'left' | 'right', key: number): string =>
    `<button type="submit" name="side" value="${side}" data-key="${key}">
<img src="${base(token)}/pictures/${position}/${side}" alt="${side === 'left' ? 'Left' : 'Right'} picture: a person in a garment">
<span><kbd>${key}</kbd> The ${side} one</span></button>`;
  return page(
    `${QUESTION} ${position + 1} of ${total}`,
    `<p class="progress"><label>Question ${position + 1} of ${total} <progress value="${position}" max="${total}"></progress></label></p>
<form method="post" action="${base(token)}/votes">
<input type="hidden" name="position" value="${position}">
<div class="pictures">${picture('left', 1)}${picture('right', 2)}</div>
</form>
<p class="keys"><label><input type="checkbox" id="keys" checked> The keys 1 and 2 choose</label></p>`,
    QUESTION,
  );
}

/** After the last question. */
export function thanksPage(): string {
  return page('Thank you', '<p>You have answered every question. You can close this page.</p>');
}

/** For links that lead nowhere, and studies that take no votes. */
export function messagePage(title: string, text: string): string {
  return page(title, `<p>${text}</p>`);
}

function page(title: string, body: string, heading = title): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="${ASSETS}/study.css">
<script src="${ASSETS}/study.js" defer></script>
</head>
<body>
<main>
<h1>${heading}</h1>
${body}
</main>
</body>
</html>
`;
}

function base(token: string): string {
  return `/studies/${token}`;
}
