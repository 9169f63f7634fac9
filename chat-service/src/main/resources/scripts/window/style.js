/** The style of the chat's window, beside that of its button. */

export const WINDOW_STYLE = `
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.panel {
  position: relative; display: flex; flex-direction: column; width: var(--doorstep-width, 372px); max-width: calc(100vw - 32px);
  height: min(var(--doorstep-height, 560px), calc(100dvh - 48px)); overflow: hidden;
  border: 1px solid var(--line); border-radius: var(--radius); background: var(--surface);
  box-shadow: 0 4px 12px rgb(0 0 0 / .08), 0 16px 48px rgb(0 0 0 / .16);
}
header { display: flex; align-items: center; gap: 12px; padding: 12px 18px; padding-inline-end: 8px; border-bottom: 1px solid var(--line); }
.who { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 16px; line-height: 1.3; font-weight: 650; overflow-wrap: anywhere; }
.state { display: flex; align-items: center; gap: 7px; margin-top: 1px; font-size: 13px; color: var(--muted); }
[data-desk="empty"][data-state="connected"] .dot { background: none; box-shadow: inset 0 0 0 2px #2e9e5b; }
.icon { display: grid; flex: none; place-items: center; width: 40px; height: 40px; padding: 0; border: 0; border-radius: 10px; background: none; color: var(--muted); }
.icon:hover { background: var(--subtle); color: var(--text); }
.icon svg { width: 20px; height: 20px; }
.menu {
  position: absolute; z-index: 1; inset-block-start: 56px; inset-inline-end: 12px; display: grid; max-width: calc(100% - 24px); padding: 6px;
  border: 1px solid var(--line); border-radius: 12px; background: var(--surface); box-shadow: 0 8px 24px rgb(0 0 0 / .16);
}
.menu button { min-height: 40px; padding: 8px 12px; border: 0; border-radius: 8px; background: none; text-align: start; }
.menu button:hover { background: var(--subtle); }
.menu button::before { content: ""; display: inline-block; width: 1.4em; }
.menu button[aria-pressed="true"]::before { content: "✓"; }
.bubble a { color: inherit; text-decoration: underline; text-underline-offset: 2px; }
.bubble a:focus-visible { outline-color: currentColor; }
.notice { padding: 10px 18px; background: var(--notice); color: var(--on-notice); font-size: 14px; }
.countdown { font-variant-numeric: tabular-nums; }
.try { min-height: 40px; margin-top: 6px; padding: 4px 12px; border: 1px solid currentColor; border-radius: 8px; background: none; }
.try[aria-disabled="true"] { border-style: dashed; cursor: default; }
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
.panel:dir(rtl) .bubble { border-radius: 14px 14px 4px 14px; }
.panel:dir(rtl) .mine .bubble { border-radius: 14px 14px 14px 4px; }
.panel:dir(rtl) .send svg { transform: scaleX(-1); }
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
@media (max-width: 480px), (max-height: 420px) {
  :host([open]) { inset: var(--view-top, 0) 0 auto 0; }
  .panel { width: 100%; max-width: none; height: var(--view-height, 100dvh); border: 0; border-radius: 0; box-shadow: none; }
  .icon { width: 44px; height: 44px; }
  .try { min-height: 44px; }
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
@media (forced-colors: active) {
  .panel, .bubble, .send { border: 1px solid; }
}
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .14s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(8px); } }
}
`;
