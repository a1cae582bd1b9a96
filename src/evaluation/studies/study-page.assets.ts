/** Style of raters' pages: readable at 320 pixels and 400 % zoom, light and dark, with a visible focus. */
export const STUDY_CSS = `:root { color-scheme: light dark; --ink: #1b1b1f; --ground: #fff; --line: #6d6d78; --accent: #1d4ed8 }
@media (prefers-color-scheme: dark) { :root { --ink: #f1f1f4; --ground: #16161a; --line: #9a9aa6; --accent: #93b4ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif }
main { max-width: 66rem; margin: 0 auto; padding: 1rem }
main > p { max-width: 40rem }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25 }
button { font: inherit; color: inherit; background: none; border: 2px solid var(--line); border-radius: .5rem; cursor: pointer }
button:hover { border-color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
.start { padding: .6rem 2rem; min-height: 2.75rem; background: var(--accent); border-color: var(--accent); color: var(--ground); font-weight: 600 }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.pictures button { display: flex; flex-direction: column; align-items: center; gap: .5rem; padding: .5rem; min-width: 0 }
.pictures img { width: 100%; aspect-ratio: 3 / 4; max-height: 70vh; object-fit: contain }
kbd { font: inherit; padding: 0 .4em; border: 1px solid var(--line); border-radius: .25rem }
.progress { margin: 0 0 1rem }
progress { accent-color: var(--accent); vertical-align: middle }
@media (max-width: 30rem) { .pictures { gap: .5rem } .pictures button { padding: .25rem } .keys { display: none } }
`;

/**
 * Lets the keys 1 and 2 choose. The page works without it. The switch turns the keys off (WCAG 2.1.4) and is remembered
 * on the device.
 */
export const STUDY_JS = `const choice = document.getElementById('keys');
if (choice) {
  choice.checked = localStorage.getItem('study-keys') !== 'off';
  choice.addEventListener('change', () => localStorage.setItem('study-keys', choice.checked ? 'on' : 'off'));
  addEventListener('keydown', (event) => {
    if (!choice.checked || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
    const button = document.querySelector('button[data-key="' + CSS.escape(event.key) + '"]');
    if (button) button.click();
  });
}
`;
