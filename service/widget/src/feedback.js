// "How was this?", asked once at the end of a conversation.
//
// ask(finished) shows it; leave({rating, comment}) sends it; finished(sent) is called when the shopper is through.
function createFeedback({ slot, log, leave, voice, shown }) {
  let form = null;
  let finish = () => {};

  function ask(finished = () => {}) {
    finish = finished;
    form = feedbackForm(send, () => end(false), shown);
    slot.replaceChildren(form);
    voice.say(words.howWasThis);
    shown();
  }

  async function send(rating, comment) {
    const mine = form;
    try {
      await leave(comment ? { rating, comment } : { rating });
    } catch (problem) {
      mine.querySelector(".form-note").textContent = problem.detail || words.failed;
      return;
    }
    if (mine === form) end(true);
  }

  function end(sent) {
    const inside = form && holdsFocus(form);
    const thanks = element("p", { class: "thanks", tabindex: "-1" }, words.thanks);
    slot.replaceChildren(...(sent ? [thanks] : []));
    if (sent) voice.say(words.thanks);
    if (inside) (sent ? thanks : log).focus();
    form = null;
    finish(sent);
  }

  function hide() {
    form = null;
    slot.replaceChildren();
  }

  telling(() => form && slot.replaceChildren((form = feedbackForm(send, () => end(false), shown))));
  return { ask, hide, isAsked: () => form !== null };
}

function feedbackForm(send, skip, grown) {
  const choices = words.ratings.map((label, place) => choice(label, place + 1));
  const group = element("fieldset", {}, element("legend", {}, words.howWasThis), element("div", { class: "faces" }, ...choices));
  const comment = element("textarea", { rows: "2", maxlength: "1000", id: "aisle-comment" });
  const label = element("label", { for: "aisle-comment" }, words.comment);
  const note = element("p", { class: "form-note", role: "alert" });
  const button = element("button", { type: "submit", class: "main" }, words.sendFeedback);
  const later = element("button", { type: "button", class: "plain", click: skip }, words.notNow);
  const rest = element("div", { class: "rest", hidden: true }, label, comment);
  const form = element("form", { class: "feedback", novalidate: true }, group, rest, note, element("div", { class: "buttons" }, later, button));
  const chosen = () => form.querySelector("input:checked");
  form.addEventListener("change", () => {
    if (rest.hidden) (rest.hidden = false), grown();
    note.textContent = "";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!chosen()) return void (note.textContent = words.chooseOne);
    await once(button, () => send(Number(chosen().value), comment.value.trim()));
  });
  return form;
}

function choice(label, rating) {
  const input = element("input", { type: "radio", name: "aisle-rating", value: rating });
  return element("label", { class: "face" }, input, drawIcon(`face${rating}`), element("span", {}, label));
}
