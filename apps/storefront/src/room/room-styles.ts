import { css } from 'lit';

/** The room's look. Everything that a shop may want to change is a custom property on the left of a fallback. */
export const ROOM_STYLES = css`
  :host {
    --text: var(--tryflow-text, light-dark(#1c1b1a, #f3f1ee));
    --muted: var(--tryflow-muted, light-dark(#5c5854, #b5afa8));
    --surface: var(--tryflow-surface, light-dark(#ffffff, #1d1c1b));
    --raised: var(--tryflow-raised, light-dark(#ffffff, #2a2827));
    --stage: var(--tryflow-stage, light-dark(#f2efeb, #121211));
    --border: var(--tryflow-border, light-dark(#c9c3bc, #55504b));
    --problem: light-dark(#9f1239, #fda4af);
    color-scheme: inherit;
  }
  dialog {
    padding: 0;
    border: 0;
    margin: auto;
    inline-size: min(100% - 32px, 1080px);
    block-size: min(100dvh - 32px, 800px);
    max-inline-size: none;
    max-block-size: none;
    overflow: hidden;
    color: var(--text);
    background: var(--surface);
    border-radius: calc(var(--tryflow-radius, 10px) * 1.6);
    box-shadow: 0 24px 80px rgb(0 0 0 / 0.35);
    font: 400 1rem/1.5 var(--tryflow-font, system-ui, sans-serif);
    text-align: start;
    overscroll-behavior: contain;
  }
  dialog[open] {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 11fr) minmax(0, 9fr);
    animation: rise 0.22s ease-out;
  }
  dialog::backdrop {
    background: rgb(12 10 8 / 0.6);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 12px;
    }
  }
  header {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: 12px;
    padding-block: 10px;
    padding-inline: 24px 12px;
    border-block-end: 1px solid color-mix(in srgb, var(--border) 45%, transparent);
  }
  header h2 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 1.0625rem;
    font-weight: 650;
    line-height: 1.3;
  }
  header .price {
    color: var(--muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .icon {
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    display: grid;
    place-items: center;
    flex: none;
    border-radius: 50%;
    color: inherit;
    background: none;
  }
  .icon:hover {
    background: color-mix(in srgb, var(--text) 9%, transparent);
  }
  .icon svg {
    inline-size: 22px;
    block-size: 22px;
  }
  .stage {
    position: relative;
    min-block-size: 0;
    padding: 20px;
    display: grid;
    background: var(--stage);
  }
  .stage > * {
    grid-area: 1 / 1;
    min-block-size: 0;
    min-inline-size: 0;
    block-size: 100%;
    inline-size: 100%;
    border-radius: var(--tryflow-radius, 10px);
  }
  .stage > img {
    object-fit: contain;
  }
  .stage > img.garment {
    background: #fff;
    object-fit: contain;
    aspect-ratio: 3 / 4;
    inline-size: auto;
    max-inline-size: 100%;
    margin: auto;
  }
  .panel {
    min-block-size: 0;
    overflow: auto;
    padding: 24px;
    display: flex;
    flex-direction: column;
    gap: 18px;
  }
  .panel h3 {
    margin: 0;
    font-size: 1.375rem;
    font-weight: 650;
    line-height: 1.25;
    text-wrap: balance;
  }
  .panel h3:focus {
    outline: none;
  }
  .panel h4 {
    margin: 0 0 10px;
    font-size: 0.9375rem;
    font-weight: 650;
  }
  p {
    margin: 0;
    text-wrap: pretty;
  }
  .muted {
    color: var(--muted);
    font-size: 0.9375rem;
  }
  .small {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }
  .actions.wide > * {
    flex: 1 1 11rem;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  ul.points {
    margin: 0;
    padding: 0;
    display: grid;
    gap: 12px;
    list-style: none;
  }
  ul.points li {
    padding-inline-start: 28px;
    position: relative;
  }
  ul.points li::before {
    content: '';
    position: absolute;
    inset-inline-start: 2px;
    inset-block-start: 0.4em;
    inline-size: 14px;
    block-size: 8px;
    rotate: -45deg;
    border: solid var(--tryflow-accent, light-dark(#1d4ed8, #93c5fd));
    border-width: 0 0 2.5px 2.5px;
  }
  .drop {
    border: 1.5px dashed var(--border);
    border-radius: var(--tryflow-radius, 10px);
    padding: 16px;
    display: grid;
    gap: 10px;
  }
  .drop.over {
    border-color: var(--tryflow-accent, #1d4ed8);
    background: color-mix(in srgb, var(--tryflow-accent, #1d4ed8) 8%, transparent);
  }
  .drop .small {
    text-align: center;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(76px, 1fr));
    gap: 10px;
  }
  .tile {
    padding: 0;
    min-block-size: 0;
    display: grid;
    overflow: hidden;
    text-align: start;
    color: inherit;
    background: var(--raised);
    border: 1px solid color-mix(in srgb, var(--border) 60%, transparent);
    border-radius: calc(var(--tryflow-radius, 10px) * 0.8);
    font-weight: 500;
    font-size: 0.8125rem;
    line-height: 1.25;
  }
  .tile[aria-pressed='true'] {
    border-color: var(--tryflow-accent, light-dark(#1d4ed8, #93c5fd));
    box-shadow: inset 0 0 0 1px var(--tryflow-accent, light-dark(#1d4ed8, #93c5fd));
  }
  .tile:hover {
    filter: none;
    border-color: var(--text);
  }
  .tile img,
  .tile tryflow-worn {
    inline-size: 100%;
    block-size: auto;
    aspect-ratio: 3 / 4;
    object-fit: cover;
    background: #f0eeeb;
  }
  .tile span {
    padding: 6px 8px;
    overflow-wrap: anywhere;
  }
  .working {
    position: relative;
    overflow: hidden;
    display: grid;
  }
  .working img {
    grid-area: 1 / 1;
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
    object-fit: contain;
  }
  .working::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(100deg, transparent 30%, rgb(255 255 255 / 0.45) 50%, transparent 70%);
    animation: sweep 1.4s linear infinite;
  }
  @keyframes sweep {
    from {
      translate: -100% 0;
    }
    to {
      translate: 100% 0;
    }
  }
  progress {
    inline-size: 100%;
    block-size: 8px;
    accent-color: var(--tryflow-accent, #1d4ed8);
  }
  .issue {
    padding: 10px 14px;
    border-inline-start: 4px solid var(--problem);
    background: color-mix(in srgb, var(--problem) 8%, transparent);
    border-radius: 4px;
  }
  dl {
    margin: 0;
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 6px 16px;
    font-size: 0.875rem;
  }
  dt {
    color: var(--muted);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (max-width: 760px) {
    dialog {
      inline-size: 100%;
      block-size: 100dvh;
      margin: 0;
      border-radius: 0;
    }
    dialog[open] {
      display: block;
      overflow: auto;
    }
    header {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      background: var(--surface);
      padding-inline-start: 16px;
    }
    .stage {
      padding: 10px;
      block-size: max(200px, min(62dvh, 130vw));
    }
    .stage.short {
      block-size: max(180px, 34dvh);
    }
    .panel {
      overflow: visible;
      padding: 16px;
    }
  }
  @media (max-width: 480px) {
    header {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr) auto;
      row-gap: 0;
    }
    header h2,
    header .price {
      grid-column: 2;
      font-size: 1rem;
    }
    header .quiet,
    header .icon {
      grid-row: 1 / span 2;
    }
    header .icon {
      grid-column: 3;
    }
  }
  @media (max-width: 760px) and (max-height: 400px) {
    header {
      position: static;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open],
    .working::after {
      animation: none;
    }
  }
`;
