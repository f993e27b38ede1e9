// Where the shopper writes: Enter sends, Shift+Enter breaks the line.
function createComposer(submit) {
  const counter = element("span", { class: "counter", role: "status" });
  const press = { class: "send", type: "submit", "aria-label": words.send, title: words.send, disabled: true };
  const button = element("button", press, drawIcon("send"));
  const asking = { placeholder: words.write, "aria-label": words.write, enterkeyhint: "send", autocomplete: "off" };
  const field = element("textarea", { rows: "1", maxlength: settings.longestText, ...asking });
  const form = element("form", { class: "composer" }, field, counter, button);

  function update() {
    const left = settings.longestText - field.value.length;
    counter.textContent = left <= 100 ? words.left(left) : "";
    button.disabled = !field.value.trim();
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`;
  }

  function finish(event) {
    event.preventDefault();
    if (!submit(field.value)) return;
    field.value = "";
    update();
  }

  field.addEventListener("input", update);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) finish(event);
  });
  form.addEventListener("submit", finish);
  return { form, focus: () => field.focus({ preventScroll: true }) };
}
