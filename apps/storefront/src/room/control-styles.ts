import { css } from 'lit';

/** Buttons of the room, shared by its elements. Contrast is at least 4.5 : 1 in both colour schemes. */
export const CONTROLS = css`
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  button,
  a.secondary {
    min-block-size: 44px;
    padding: 10px 18px;
    border-radius: var(--tryflow-radius, 10px);
    border: 1px solid transparent;
    font: inherit;
    font-weight: 600;
    cursor: pointer;
    text-decoration: none;
  }
  .primary {
    color: var(--tryflow-accent-text, #fff);
    background: var(--tryflow-accent, #1d4ed8);
  }
  .secondary {
    color: var(--text);
    background: var(--raised);
    border-color: var(--border);
  }
  .quiet {
    padding-inline: 8px;
    margin-inline-start: -8px;
    color: var(--text);
    background: none;
    text-decoration: underline;
    text-underline-offset: 3px;
    font-weight: 500;
  }
  button:hover:not(:disabled) {
    filter: brightness(1.08);
  }
  .secondary:hover:not(:disabled) {
    filter: none;
    border-color: var(--text);
  }
  button:disabled {
    opacity: 0.55;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--tryflow-focus, #60a5fa);
    outline-offset: 2px;
  }
`;
