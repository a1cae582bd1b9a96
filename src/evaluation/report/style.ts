/** Style of a report: light and dark by the reader's setting, and for paper. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --paper: #ffffff; --panel: #f3f5f7; --line: #d5dae0;
  --first: #2463b4; --second: #b4530a; --warn: #fff3cd; --warn-ink: #5a4200; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eaef; --soft: #a0abb8; --paper: #14181d; --panel: #1d232a;
  --line: #37414c; --first: #74aef5; --second: #f0a35e; --warn: #3d3210; --warn-ink: #f7dd94; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; padding-top: .6rem; border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
p { max-width: 50rem; margin: .4rem 0; }
small, .soft { color: var(--soft); font-size: .85em; }
code { font-size: .9em; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; }
th, td { padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--soft); font-weight: 600; font-size: .85rem; }
tbody th { font-weight: 500; }
td.n { font-variant-numeric: tabular-nums; white-space: nowrap; }
table.facts td { overflow-wrap: anywhere; }
table.facts th { white-space: nowrap; }
.warnings { list-style: none; padding: 0; margin: 1rem 0; }
.warnings li { background: var(--warn); color: var(--warn-ink); padding: .5rem .8rem; margin: .4rem 0; border-radius: .3rem; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(18rem, 1fr)); gap: 1rem; }
.plot { margin: 0; background: var(--panel); border-radius: .4rem; padding: .6rem .7rem; }
.intervals { display: grid; grid-template-columns: repeat(auto-fill, minmax(30rem, 1fr)); gap: 1rem; }
.plot figcaption { font-size: .88rem; }
.plot svg { display: block; width: 100%; height: auto; margin-top: .3rem; }
.plot text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.axis { stroke: var(--soft); } .bar.s0 { fill: var(--first); opacity: .6; } .bar.s1 { fill: var(--second); opacity: .5; }
.band { opacity: .25; } .band.s0 { fill: var(--first); } .band.s1 { fill: var(--second); }
.mean { stroke-width: 2; } .mean.s0 { stroke: var(--first); } .mean.s1 { stroke: var(--second); }
.whisker { stroke: var(--first); stroke-width: 2; } .dot { fill: var(--first); }
.legend span::before { content: ""; display: inline-block; width: .8em; height: .8em; margin: 0 .4em 0 .9em; }
.legend .s0::before { background: var(--first); } .legend .s1::before { background: var(--second); }
.rows { display: grid; grid-template-columns: repeat(auto-fill, minmax(32rem, 1fr)); gap: .8rem; }
@media (max-width: 36rem) { .rows, .intervals { grid-template-columns: 1fr; } }
.item { margin: 0; background: var(--panel); border-radius: .4rem; padding: .6rem; break-inside: avoid; }
.item figcaption { font-size: .82rem; overflow-wrap: anywhere; }
.item .pictures { display: flex; gap: .3rem; margin-top: .4rem; }
.item .pictures div { flex: 1 1 0; min-width: 0; }
.item img { display: block; width: 100%; height: auto; background: #fff; }
.item span { font-size: .72rem; color: var(--soft); }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --panel: #f3f5f7; --line: #bbb;
  --first: #2463b4; --second: #b4530a; --warn: #fff3cd; --warn-ink: #5a4200; }
  body { max-width: none; padding: 0; font-size: 11px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .rows { grid-template-columns: 1fr 1fr; } .plots { grid-template-columns: repeat(3, 1fr); } .plot, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; } .scroll { overflow: visible; } }
`;
