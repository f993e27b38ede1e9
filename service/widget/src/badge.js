// How many messages came while the panel was closed, on the launcher. changed() is told of every new number.
function createBadge(changed) {
  const badge = element("span", { class: "badge", hidden: true });
  let count = 0;

  function show(next) {
    count = next;
    badge.hidden = !count;
    badge.textContent = count > 9 ? "9+" : String(count);
    changed();
  }

  return { badge, show, count: () => count };
}
