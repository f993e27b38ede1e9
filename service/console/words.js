// Numbers as people say them.

const SHARE = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const FINE = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const WHOLE = new Intl.NumberFormat("en");
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

// Shares below ten percent keep a digit: 0.4 % is not 0 %.
export const percent = (share) => (share < 0.0995 ? FINE : SHARE).format(share);

export const between = (low, high) => `${percent(low).replace("%", "")}–${percent(high)}`;

export const number = (value) => WHOLE.format(value);

export const day = (text) => DAY.format(new Date(`${text}T00:00:00Z`));

export const month = (text) => MONTH.format(new Date(`${text}-01T00:00:00Z`));

// A rise of the share in percentage points.
export function points(rise) {
  const size = Math.abs(rise * 100);
  return `${rise < 0 ? "−" : "+"}${size < 9.95 ? size.toFixed(1) : size.toFixed(0)}`;
}

// How sure, never quite all.
export const sureness = (chance) => `${Math.min(99, Math.round(chance * 100))}% sure`;

export function severity(value) {
  if (value < 0.4) return "nuisance";
  return value < 0.7 ? "fault" : "severe";
}

export const counted = (count, one, many) => `${number(count)} ${count === 1 ? one : many}`;
