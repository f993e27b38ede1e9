// Small pictures: the share with its interval, its last twelve months, and the months one by one.

import { draw, make } from "../dom.js";
import { month, percent } from "../words.js";

const WIDTH = 112;
const HEIGHT = 32;
const EDGE = 3;
const TOGETHER = 3;

// The interval as a band, the share as a dot, what is usual as a thin mark; all on a scale up to `top`.
export function meter({ share, low, high, usual }, top) {
  const x = (value) => (Math.min(value / top, 1) * 96 + 2).toFixed(1);
  return draw(
    "svg",
    { class: "meter", viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    draw("rect", { class: "rail", x: 2, y: 4, width: 96, height: 2, rx: 1 }),
    draw("rect", { class: "band", x: x(low), y: 3, width: Math.max(1, x(high) - x(low)).toFixed(1), height: 4, rx: 2 }),
    usual != null && draw("rect", { class: "usual", x: (x(usual) - 0.5).toFixed(1), y: 0, width: 1, height: 10 }),
    draw("rect", { class: "dot", x: (x(share) - 1.5).toFixed(1), y: 2, width: 3, height: 6, rx: 1 }),
  );
}

// Per month the share of the reviews of that month and the two before it; null where nobody wrote.
function rolling(months) {
  return months.map((_, place) => {
    const some = months.slice(Math.max(0, place - TOGETHER + 1), place + 1);
    const reviews = some.reduce((sum, item) => sum + item.reviews, 0);
    return reviews ? some.reduce((sum, item) => sum + item.support, 0) / reviews : null;
  });
}

export function sparkline(months, usual, rising) {
  const shares = rolling(months);
  const top = Math.max(0.02, 1.6 * (usual || 0), ...shares.filter((share) => share != null)) * 1.08;
  const x = (place) => EDGE + (place * (WIDTH - 2 * EDGE)) / (months.length - 1);
  const y = (share) => HEIGHT - EDGE - (share / top) * (HEIGHT - 2 * EDGE);
  const dots = shares.map((share, place) => share != null && [x(place), y(share)]).filter(Boolean);
  const line = dots.map(([left, height]) => `${left.toFixed(1)} ${height.toFixed(1)}`).join(" L");
  const last = dots.at(-1);
  const said = shares.at(-1) == null ? "no reviews lately" : `${percent(shares.at(-1))} of reviews lately`;
  const attributes = {
    class: rising ? "spark rising" : "spark",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    width: WIDTH,
    height: HEIGHT,
    role: "img",
    "aria-label": `The last 12 months: ${said}, at most ${percent(Math.max(0, ...shares.filter(Boolean)))}`,
  };
  const held = usual != null && usual < top;
  return draw(
    "svg",
    attributes,
    held && draw("path", { class: "usual", d: `M${EDGE} ${y(usual).toFixed(1)} H${WIDTH - EDGE}` }),
    dots.length > 1 && draw("path", { class: "area", d: `M${dots[0][0].toFixed(1)} ${HEIGHT - EDGE} L${line} L${last[0].toFixed(1)} ${HEIGHT - EDGE}Z` }),
    dots.length > 1 && draw("path", { class: "stroke", d: `M${line}` }),
    last && draw("circle", { class: "now", cx: last[0].toFixed(1), cy: last[1].toFixed(1), r: 2.6 }),
  );
}

// The reviews of each month as columns, those that complain filled.
export function columns(months) {
  const most = Math.max(1, ...months.map((item) => item.reviews));
  const height = (count) => (count ? Math.max(2, (count / most) * 56) : 0);
  const bars = months.map((item, place) => {
    const all = height(item.reviews);
    const some = item.support ? Math.max(2, height(item.support)) : 0;
    return draw(
      "g",
      {},
      draw("title", {}, `${month(item.month)}: ${item.support} of ${item.reviews} reviews`),
      draw("rect", { class: "all", x: place * 22 + 3, y: 60 - all, width: 16, height: all, rx: 2 }),
      draw("rect", { class: "some", x: place * 22 + 3, y: 60 - some, width: 16, height: some, rx: 2 }),
      draw("text", { x: place * 22 + 11, y: 74 }, month(item.month).slice(0, 1)),
    );
  });
  const said = months.map((item) => `${month(item.month)} ${item.support} of ${item.reviews}`).join(", ");
  const picture = draw("svg", { class: "columns", viewBox: "0 0 264 78", role: "img", "aria-label": said }, ...bars);
  return make("figure", {}, picture, make("figcaption", {}, "Reviews by month, those that complain filled"));
}
