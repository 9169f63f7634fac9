/** Why a connection or a message waits, or was refused. */
export interface Reason {
  /** For programs, such as `RATE_LIMIT_EXCEEDED`. */
  readonly code: string;
  /** By which catalogues of texts know it. */
  readonly name: string;
  /** In English, for people. */
  readonly text: string;
  /** Trying again cannot help. */
  readonly final: boolean;
  readonly retryAfterMs: number;
  readonly limit?: number;
  readonly windowMs?: number;
}

export type State = "stopped" | "connecting" | "connected" | "waiting" | "offline" | "refused";

export interface Message {
  readonly id?: string;
  readonly sequence?: number;
  readonly author: "visitor" | "agent";
  /** Of an agent. */
  readonly name?: string | null;
  readonly mine: boolean;
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly time: number;
  readonly status: "sent" | "pending" | "sending" | "held" | "failed";
  /** An agent has seen this message of the visitor. */
  readonly seen?: boolean;
  readonly retryAt?: number;
  readonly reason?: Reason;
}

export interface Warning {
  readonly rule: string;
  readonly step: "warned" | "throttled";
  readonly limit?: number;
  readonly until: string;
}

export interface RateLimit {
  readonly limit: number;
  readonly window_ms: number;
}

export interface Limits {
  readonly connection_rate: RateLimit;
  readonly message_rate: RateLimit;
  readonly session_creation: RateLimit;
  readonly connections_per_client: number;
}

export interface StateDetail {
  readonly state: State;
  readonly reason: Reason | null;
  readonly retryAt: number | null;
}

export interface ClientEvents {
  state: CustomEvent<StateDetail>;
  messages: CustomEvent<readonly Message[]>;
  message: CustomEvent<Message>;
  typing: CustomEvent<{ readonly author: "visitor" | "agent"; readonly name: string | null }>;
  presence: CustomEvent<{ readonly connections: number; readonly agents: number | null }>;
  conversation: CustomEvent<{ readonly conversation: Conversation | null; readonly closedBy: string | null }>;
  warning: CustomEvent<Warning>;
  rejected: CustomEvent<Reason & { readonly messageId?: string }>;
}

export type Conversation = "new" | "waiting" | "open" | "closed";

/** A JSON Web Token that says who the visitor is, or a promise of one; asked for when there is none or it has expired. */
export type GetToken = () => string | null | Promise<string | null>;

export interface ClientOptions {
  productId: string | number;
  /** The host of the chat; the one that the module came from, where it is left out. */
  baseUrl?: string;
  sessionId?: string | null;
  token?: string | null;
  getToken?: GetToken | null;
  describePage?: () => { product_name?: string; url?: string } | null;
}

/** One visitor's conversation about one product, without an interface. */
export class DoorstepClient extends EventTarget {
  constructor(options: ClientOptions);
  readonly state: State;
  readonly reason: Reason | null;
  readonly retryAt: number | null;
  readonly productId: string;
  readonly sessionId: string | null;
  readonly connectionId: string | null;
  readonly limits: Limits | null;
  readonly connections: number;
  readonly agents: number | null;
  readonly conversation: Conversation | null;
  readonly closedBy: string | null;
  readonly complete: boolean;
  readonly messages: readonly Message[];
  readonly isUnanswered: boolean;
  /** A newer token, or another way to get one, of the same visitor. */
  set credentials(credentials: { token?: string | null; getToken?: GetToken | null });
  start(): void;
  stop(): void;
  /** Makes one attempt in spite of a wait. For a person who asks for it. */
  tryNow(): void;
  /** Its id; null for an empty text. */
  send(text: string): string | null;
  typing(): void;
  addEventListener<K extends keyof ClientEvents>(type: K, listener: (event: ClientEvents[K]) => void,
    options?: AddEventListenerOptions | boolean): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean): void;
}

/** Own texts by key, in place of a language's; for plural forms, one of each. */
export type Texts = Record<string, string | Partial<Record<Intl.LDMLPluralRule, string>>>;

export interface ElementEvents {
  state: CustomEvent<StateDetail>;
  message: CustomEvent<Message>;
  unread: CustomEvent<{ readonly count: number }>;
  rejected: CustomEvent<Reason & { readonly messageId?: string }>;
  client: Event;
}

/** `<doorstep-chat>`: the chat in a corner of the page. */
export class DoorstepChat extends HTMLElement {
  productId: string;
  productName: string;
  sessionId: string;
  baseUrl: string;
  heading: string;
  theme: "" | "light" | "dark" | "auto";
  connect: "" | "eager" | "lazy";
  token: string;
  getToken: GetToken | null;
  texts: Texts;
  readonly client: DoorstepClient | null;
  readonly unread: number;
  readonly isOpen: boolean;
  /** Opens the chat. Assign a truth value for the attribute. */
  get open(): () => Promise<void>;
  set open(open: boolean | (() => Promise<void>));
  close(): Promise<void>;
  /** Its id; null where nothing can be sent. */
  sendMessage(text: string): string | null;
  addEventListener<K extends keyof ElementEvents>(type: K, listener: (event: ElementEvents[K]) => void,
    options?: AddEventListenerOptions | boolean): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject | null,
    options?: AddEventListenerOptions | boolean): void;
}

export interface Clock {
  now(): number;
  monotonic(): number;
  setTimeout(task: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

export const PAGE_CLOCK: Clock;
export const REASONS: Readonly<Record<string, { readonly text: string; readonly final?: boolean; readonly message?: boolean }>>;
export class SilenceWatch {
  constructor(options: { clock?: Clock; isHidden?: () => boolean; idleSilenceMs?: number; awaits: () => boolean; ask: () => void;
    onSilent: () => void });
  begin(): void;
  end(): void;
  heard(): void;
  answered(): boolean;
  sent(): void;
  used(): void;
  check(): void;
}
export function hasText(text: string): boolean;
export function isComposing(event: KeyboardEvent): boolean;
export function isMessageId(value: unknown): value is string;
export function isSendable(value: unknown): value is string;

declare global {
  interface HTMLElementTagNameMap {
    "doorstep-chat": DoorstepChat;
  }
}
