// Times as people say them, in the time zone of who reads them.

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export const clock = (at) => CLOCK.format(new Date(at));

export const date = (at) => DATE.format(new Date(at));

export const dayKey = (at) => new Date(at).toDateString();

export function dayName(at, moment = now()) {
  const days = Math.round((midnight(moment) - midnight(at)) / (24 * HOUR));
  if (days === 0) return "Today";
  return days === 1 ? "Yesterday" : DAY.format(new Date(at));
}

// What the service's clock is ahead of this one; a desk whose clock is wrong counts right all the same.
let ahead = 0;

export function tellTime(date) {
  const told = Date.parse(date) - Date.now();
  ahead = Math.abs(told) > 5000 ? told : 0;
}

export const now = () => Date.now() + ahead;

const midnight = (at) => new Date(at).setHours(0, 0, 0, 0);

// How long somebody has been waiting: 0:45, 12:05, 1 h 12 min, 2 days.
export function waited(since, moment = now()) {
  const passed = Math.max(0, moment - new Date(since));
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)}:${String(Math.floor((passed % MINUTE) / 1000)).padStart(2, "0")}`;
  if (passed < 24 * HOUR) return `${Math.floor(passed / HOUR)} h ${Math.floor((passed % HOUR) / MINUTE)} min`;
  const days = Math.floor(passed / (24 * HOUR));
  return days === 1 ? "1 day" : `${days} days`;
}

// When something last happened: now, 5 min, 14:02, 3 Nov 2026.
export function lately(at, moment = now()) {
  const passed = moment - new Date(at);
  if (passed < MINUTE) return "now";
  if (passed < HOUR) return `${Math.floor(passed / MINUTE)} min`;
  return dayKey(at) === dayKey(moment) ? clock(at) : date(at);
}
