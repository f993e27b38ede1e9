// Products side by side: one column each, one row for every difference.
function comparisonTable({ titles = [], rows = [] }) {
  const head = element("tr", {}, element("td"), ...titles.map((title) => element("th", { scope: "col" }, title)));
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows.map(comparisonRow)));
  return element("div", { class: "comparison", role: "region", "aria-label": words.comparison, tabindex: "0" }, table);
}

function comparisonRow({ label, values = [] }) {
  return element("tr", {}, element("th", { scope: "row" }, label), ...values.map((value) => element("td", {}, value || "–")));
}
