/** Waits, times and names as a language writes them. */

/** The first seconds of a wait are counted, then minutes and hours; rounded up, so that it never promises too much. */
function amountOf(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 100) return [seconds, "second"];
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? [minutes, "minute"] : [Math.ceil(minutes / 60), "hour"];
}

const TIME = { hour: "2-digit", minute: "2-digit" };
const DAY = { day: "numeric", month: "short" };

const isToday = (at) => at.toDateString() === new Date().toDateString();

export class Wording {
  #texts;

  /** @param texts in a language, whatever that is at the time */
  constructor(texts) {
    this.#texts = texts;
  }

  get lang() { return this.#texts.lang; }
  get direction() { return this.#texts.direction; }

  say(key, values) { return this.#texts.say(key, values); }

  reason(why) { return this.#texts.reason(why); }

  /** A wait in short, such as `12 sec`. */
  wait(ms) { return this.#amount(amountOf(ms), "short"); }

  /** A length of time in full, such as `5 minutes`. */
  span(ms) { return this.#amount(amountOf(ms), "long"); }

  /** Names one after the other, as in `Ada, Mia and Tom`. */
  list(names) { return this.#texts.format("ListFormat", { type: "conjunction" }).format(names); }

  /** A moment: its time today, and its day as well on any other day. Empty where it is none. */
  moment(time) { return this.#date(time, TIME, { ...DAY, ...TIME }); }

  /** A moment in short, for a list: the time of today's, the day of any other. Empty where it is none. */
  when(time) { return this.#date(time, TIME, DAY); }

  /** A moment with its date, for a record that is kept. */
  date(time) {
    const style = { dateStyle: "medium", timeStyle: "short" };
    return this.#date(time, style, style);
  }

  /** Parts of a line, with dots between. */
  dotted(...parts) {
    const there = parts.filter((part) => part !== "");
    return there.length === 1 ? there[0] : there.map((part) => this.#texts.apart(part)).join(" · ");
  }

  #date(time, today, otherwise) {
    const at = new Date(time);
    if (Number.isNaN(at.getTime())) return "";
    return this.#texts.format("DateTimeFormat", isToday(at) ? today : otherwise).format(at);
  }

  #amount([value, unit], unitDisplay) {
    return this.#texts.format("NumberFormat", { style: "unit", unit, unitDisplay }).format(value);
  }
}
