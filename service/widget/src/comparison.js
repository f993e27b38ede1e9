// Products side by side: one column each, one row for every difference; the first column stays in sight.
function comparisonTable({ titles = [], rows = [] }) {
  const corner = element("th", { scope: "col" }, hidden(words.property));
  const head = element("tr", {}, corner, ...titles.map((title) => element("th", { scope: "col" }, title)));
  const label = words.comparisonOf(titles);
  const parts = [element("thead", {}, head), element("tbody", {}, ...rows.map(comparisonRow))];
  const table = element("table", {}, element("caption", {}, hidden(label)), ...parts);
  return element("div", { class: "comparison", role: "region", "aria-label": label, tabindex: "0" }, table);
}

// What most products have is plain; what stands out from it is strong. A row without a difference is quiet.
function comparisonRow({ label, values = [] }) {
  const usual = values.find((value) => values.filter((other) => other === value).length > values.length / 2);
  const cell = (value) => element("td", { class: usual !== undefined && value !== usual && "apart" }, value || "–");
  const differs = values.some((value) => value !== values[0]);
  return element("tr", { class: !differs && "same" }, element("th", { scope: "row" }, label), ...values.map(cell));
}
