// Where the shopper writes: Enter sends, Shift+Enter breaks the line.
// typing(on) is told while the shopper writes: at once, then every few seconds, and when the field is empty again.
function createComposer(submit, typing) {
  const pace = { again: 4000, idle: 6000 }; // milliseconds
  const timers = createTimers();
  const counter = element("span", { class: "counter", role: "status" });
  const button = element("button", { class: "send", type: "submit", disabled: true }, drawIcon("send"));
  const asking = { enterkeyhint: "send", autocomplete: "off" };
  const field = element("textarea", { rows: "1", maxlength: settings.longestText, ...asking });
  const form = element("form", { class: "composer" }, field, counter, button);
  let reader = ""; // the person who reads it, "" for the assistant
  let told = 0; // when typing(true) was last told, 0 while nobody writes

  telling(label);

  function label() {
    const asking = reader ? words.writeTo(reader) : words.write;
    nameButton(button, words.send);
    field.placeholder = asking;
    field.setAttribute("aria-label", asking);
    update();
  }

  function writeTo(name) {
    reader = name;
    label();
  }

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
    rest();
    update();
  }

  function written() {
    update();
    if (!field.value.trim()) return rest();
    timers.start("idle", rest, pace.idle);
    if (Date.now() - told < pace.again) return;
    told = Date.now();
    typing(true);
  }

  function rest() {
    timers.stop("idle");
    if (told) typing(false);
    told = 0;
  }

  field.addEventListener("input", written);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) finish(event);
  });
  form.addEventListener("submit", finish);
  return { form, writeTo, focus: () => field.focus({ preventScroll: true }) };
}
