// Times as people say them, in the time zone of who reads them.

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const clock = (at) => CLOCK.format(new Date(at));

export const date = (at) => DATE.format(new Date(at));

export const dayKey = (at) => new Date(at).toDateString();

export function dayName(at, now = Date.now()) {
  const days = Math.round((midnight(now) - midnight(at)) / (24 * HOUR));
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : DAY.format(new Date(at));
}

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);

// How long somebody has been waiting: 0:45, 12:05, 1 h 12 min, 2 days.
export function waited(since, now = Date.now()) {
  const passed = Math.max(0, now - new Date(since));
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}:${String(Math.floor((passed % MINUTE) / 1000)).padStart(2, "0")}`;
  if (passed < 24 * HOUR) return `${Math.floor(passed / HOUR)} h ${Math.floor((passed % HOUR) / MINUTE)} min`;
  const days = Math.floor(passed / (24 * HOUR));
  return days === 1 ? "1 day" : `${days} days`;
}

// When something last happened: now, 5 min, 14:02, 3 Nov 2026.
export function lately(at, now = Date.now()) {
  const passed = now - new Date(at);
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  return dayKey(at) === dayKey(now) ? clock(at) : date(at);
}
