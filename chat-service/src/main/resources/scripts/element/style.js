/** The style of the chat's button, and the colours and sizes of all of it, which hold in its shadow root alone. */

const DARK = `
  --d-accent: #8fd0b8; --d-on-accent: #10241d; --d-surface: #1c1f1e; --d-subtle: #2a2e2c; --d-line: #3b403d;
  --d-scheme: dark; --d-text: #eceae6; --d-muted: #aeaaa2; --d-notice: #3a3117; --d-on-notice: #f2dda0; --d-alert: #44211a; --d-on-alert: #ffc2b3;
`;

const STYLE = `
:host {
  --d-accent: #1f4d3f; --d-on-accent: #fff; --d-surface: #fff; --d-subtle: #f2f1ee; --d-line: #dddad4;
  --d-scheme: light; --d-text: #1d1c1a; --d-muted: #66625c; --d-notice: #fbf3dd; --d-on-notice: #5d4509; --d-alert: #fbe9e5; --d-on-alert: #8a2714;
}
:host([theme="dark"]) { ${DARK} }
@media (prefers-color-scheme: dark) { :host([theme="auto"]) { ${DARK} } }
:host {
  --accent: var(--doorstep-accent, var(--d-accent));
  --on-accent: var(--doorstep-on-accent, var(--d-on-accent));
  --surface: var(--doorstep-surface, var(--d-surface));
  --subtle: var(--doorstep-subtle, var(--d-subtle));
  --line: var(--doorstep-line, var(--d-line));
  --text: var(--doorstep-text, var(--d-text));
  --muted: var(--doorstep-muted, var(--d-muted));
  --notice: var(--doorstep-notice, var(--d-notice));
  --on-notice: var(--doorstep-on-notice, var(--d-on-notice));
  --alert: var(--doorstep-alert, var(--d-alert));
  --on-alert: var(--doorstep-on-alert, var(--d-on-alert));
  --radius: var(--doorstep-radius, 16px);
  inset: auto var(--doorstep-offset, 24px) var(--doorstep-offset, 24px) auto;
  z-index: var(--doorstep-z-index, 1000);
  color-scheme: var(--d-scheme);
}
/* Rules of the page for all elements meet this one too: here they yield. */
:host {
  box-sizing: border-box !important; position: fixed !important; overflow: visible !important;
  width: auto !important; min-width: 0 !important; max-width: none !important;
  height: auto !important; min-height: 0 !important; max-height: none !important;
  margin: 0 !important; padding: 0 !important; border: 0 !important; outline: 0 !important; background: none !important;
}
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
/* Nothing is inherited from the page but its direction, and whether it shows the chat. */
.launcher, .panel {
  all: initial; box-sizing: border-box; color-scheme: inherit; visibility: inherit; color: var(--text);
  font: 15px/1.45 var(--doorstep-font, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif);
}
button, textarea { font: inherit; color: inherit; }
button, .launcher { cursor: pointer; }
p { margin: 0; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.launcher {
  display: flex; align-items: center; gap: 10px; margin-left: auto; padding: 12px 20px 12px 16px; border: 0;
  border-radius: 999px; background: var(--accent); color: var(--on-accent); font-weight: 600; user-select: none;
  box-shadow: 0 2px 6px rgb(0 0 0 / .12), 0 8px 24px rgb(0 0 0 / .16);
}
.launcher svg { width: 22px; height: 22px; }
.dot { flex: none; width: 8px; height: 8px; border-radius: 50%; background: #b9b4ab; }
[data-state="connected"] .dot { background: #2e9e5b; }
[data-state="waiting"] .dot, [data-state="connecting"] .dot { background: #d99a1c; }
[data-state="refused"] .dot { background: #c4432b; }
.launcher .dot { border: 1px solid var(--on-accent); }
.launcher[data-state="connected"] .dot, .launcher[data-state="connecting"] .dot { display: none; }
.badge { min-width: 22px; padding: 0 6px; border-radius: 11px; background: var(--on-accent); color: var(--accent); font-size: 13px; line-height: 22px; }
@media (max-width: 480px), (max-height: 420px) {
  :host { inset: auto 12px 12px auto; }
}
/* On paper nobody can ask. */
@media print { :host { display: none !important; } }
@media (forced-colors: active) {
  .launcher { border: 1px solid; }
}
`;

/** A sheet of the document that the chat is in: one does not go along to another document. */
export function sheetOf(document, css = STYLE) {
  const { CSSStyleSheet: Sheet = CSSStyleSheet } = document.defaultView ?? {};
  const sheet = new Sheet();
  sheet.replaceSync(css);
  return sheet;
}
