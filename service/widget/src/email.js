// Where the shopper may be written to while nobody is there to answer.
function createEmailForm(leave) {
  const asking = { type: "email", id: "aisle-email", autocomplete: "email", maxlength: "254", "aria-describedby": "aisle-email-note" };
  const field = element("input", { ...asking, input: () => complain("") });
  const label = element("label", { for: "aisle-email" });
  const button = element("button", { type: "submit", class: "main" });
  const note = element("p", { class: "form-note", id: "aisle-email-note", role: "status", tabindex: "-1" });
  const form = element("form", { class: "email", novalidate: true, submit, hidden: true }, label, field, button, note);
  let kept = "";

  telling(() => {
    label.textContent = words.emailAsk;
    button.textContent = words.emailSend;
    if (kept) note.textContent = words.emailKept(kept);
  });

  async function submit(event) {
    event.preventDefault();
    const address = field.value.trim();
    if (!address || !field.validity.valid || !/@[^\s@]+\.[^\s@]+$/.test(address)) return complain(words.emailWrong), field.focus();
    await once(button, () => leave(address).catch((problem) => complain(problem.detail || words.failed)));
  }

  function complain(text) {
    form.dataset.wrong = String(Boolean(text));
    field.setAttribute("aria-invalid", String(Boolean(text)));
    note.textContent = text;
  }

  // email: the address the service knows, "" for none.
  function show(on, email) {
    form.hidden = !on;
    if (email === kept) return;
    kept = email;
    field.value = "";
    complain("");
    const inside = email && holdsFocus(form);
    for (const part of [label, field, button]) part.hidden = Boolean(email);
    note.textContent = email ? words.emailKept(email) : "";
    if (inside) note.focus();
  }

  return { form, show };
}
