/** The style of the chat, which holds in its shadow root alone. */

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
.launcher .dot { border: 1px solid var(--on-accent); }
.launcher[data-state="connected"] .dot, .launcher[data-state="connecting"] .dot { display: none; }
.badge { min-width: 22px; padding: 0 6px; border-radius: 11px; background: var(--on-accent); color: var(--accent); font-size: 13px; line-height: 22px; }
.panel {
  display: flex; flex-direction: column; width: var(--doorstep-width, 372px); max-width: calc(100vw - 32px);
  height: min(var(--doorstep-height, 560px), calc(100dvh - 48px)); overflow: hidden;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface);
  box-shadow: 0 4px 12px rgb(0 0 0 / .08), 0 16px 48px rgb(0 0 0 / .16);
}
header { display: flex; align-items: center; gap: 12px; padding: 12px 18px; padding-inline-end: 8px; border-bottom: 1px solid var(--line); }
.who { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 16px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
.state { display: flex; align-items: center; gap: 7px; margin-top: 1px; font-size: 13px; color: var(--muted); }
.dot { flex: none; width: 8px; height: 8px; border-radius: 50%; background: #b9b4ab; }
[data-state="connected"] .dot { background: #2e9e5b; }
[data-state="waiting"] .dot, [data-state="connecting"] .dot { background: #d99a1c; }
[data-state="refused"] .dot { background: #c4432b; }
[data-desk="empty"][data-state="connected"] .dot { background: none; box-shadow: inset 0 0 0 2px #2e9e5b; }
.icon { display: grid; flex: none; place-items: center; width: 40px; height: 40px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--muted); }
.icon:hover { background: var(--subtle); color: var(--text); }
.icon svg { width: 20px; height: 20px; }
.notice { padding: 10px 18px; background: var(--notice); color: var(--on-notice); font-size: 14px; }
.countdown { font-variant-numeric: tabular-nums; }
[data-state="refused"] .notice { background: var(--alert); color: var(--on-alert); }
.desk { padding: 10px 18px; border-bottom: 1px solid var(--line); background: var(--subtle); font-size: 14px; text-wrap: pretty; }
.log { flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px 18px; outline-offset: -2px; }
.empty { color: var(--muted); text-wrap: pretty; }
.older, .closed { padding: 2px 12px; font-size: 13px; text-align: center; text-wrap: balance; color: var(--muted); overflow-wrap: anywhere; }
.older { padding-bottom: 14px; }
.closed { padding-top: 16px; }
ol { display: flex; flex-direction: column; gap: 10px; margin: 0; padding: 0; list-style: none; }
li { max-width: 84%; align-self: flex-start; }
li.mine { align-self: flex-end; text-align: end; }
.bubble {
  display: inline-block; padding: 8px 13px; border-radius: 14px 14px 14px 4px; background: var(--subtle);
  overflow: clip; text-align: start; white-space: pre-wrap; overflow-wrap: anywhere;
}
.mine .bubble { border-radius: 14px 14px 4px 14px; background: var(--accent); color: var(--on-accent); }
:host(:dir(rtl)) .bubble { border-radius: 14px 14px 4px 14px; }
:host(:dir(rtl)) .mine .bubble { border-radius: 14px 14px 14px 4px; }
:host(:dir(rtl)) .send svg { transform: scaleX(-1); }
.mine[data-status="sending"] .bubble { background: color-mix(in srgb, var(--accent) 80%, var(--surface)); }
.mine[data-status="held"] .bubble, .mine[data-status="pending"] .bubble, .mine[data-status="failed"] .bubble {
  background: var(--surface); color: var(--text); box-shadow: inset 0 0 0 1px var(--line);
}
.mine[data-status="pending"] .bubble { box-shadow: inset 0 0 0 1px var(--accent); }
.meta { margin: 3px 4px 0; font-size: 12px; line-height: 1.35; color: var(--muted); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
[data-status="held"] .meta { color: var(--on-notice); }
[data-status="failed"] .meta { color: var(--on-alert); }
.typing { min-height: 20px; padding: 0 18px; overflow: hidden; font-size: 13px; color: var(--muted); white-space: nowrap; text-overflow: ellipsis; }
form {
  display: flex; flex-wrap: wrap; align-items: flex-end; gap: 6px 8px;
  padding: 8px 12px max(10px, env(safe-area-inset-bottom)); padding-inline-end: 10px; border-top: 1px solid var(--line);
}
textarea {
  flex: 1; min-width: 0; max-height: 132px; field-sizing: content; resize: none; padding: 9px 12px;
  border: 1px solid color-mix(in srgb, var(--muted) 75%, var(--surface)); border-radius: 12px; background: var(--surface); line-height: 1.4;
}
textarea::placeholder { color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: -1px; }
textarea:disabled { background: var(--subtle); }
.send { width: 42px; height: 42px; border-radius: 12px; background: var(--accent); color: var(--on-accent); }
.send:hover { background: var(--accent); color: var(--on-accent); filter: brightness(1.12); }
.send:disabled { background: var(--subtle); color: var(--muted); cursor: default; filter: none; }
.room { order: 1; flex-basis: 100%; padding: 0 2px; font-size: 12px; color: var(--muted); font-variant-numeric: tabular-nums; }
.room[data-full] { color: var(--on-alert); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px), (max-height: 420px) {
  :host { inset: auto 12px 12px auto; }
  :host([open]) { inset: var(--view-top, 0) 0 auto 0; }
  .panel { width: 100%; max-width: none; height: var(--view-height, 100dvh); border: 0; border-radius: 0; box-shadow: none; }
  .icon { width: 44px; height: 44px; }
  textarea { font-size: 16px; }
}
@media (max-height: 320px) {
  header { padding-block: 2px; }
  .notice, .desk { padding-block: 4px; font-size: 13px; line-height: 1.3; }
  .log { padding-block: 8px; }
  .typing { min-height: 0; }
  form { padding-block: 4px; }
  textarea { max-height: 64px; padding-block: 7px; }
}
/* On paper nobody can ask. */
@media print { :host { display: none !important; } }
@media (forced-colors: active) {
  .panel, .bubble, .launcher, .send { border: 1px solid; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .14s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
}
`;

/** A sheet of the document that the chat is in: one does not go along to another document. */
export function chatStyle(document) {
  const { CSSStyleSheet: Sheet = CSSStyleSheet } = document.defaultView ?? {};
  const sheet = new Sheet();
  sheet.replaceSync(STYLE);
  return sheet;
}
