// "How was this?", asked once at the end of a conversation.
//
// ask(finished) shows it; leave({rating, comment}) sends it; finished(sent) is called when the shopper is through.
function createFeedback({ slot, leave, voice, shown }) {
  let form = null;
  let finish = () => {};

  function ask(finished = () => {}) {
    finish = finished;
    form = feedbackForm(send, () => end(false));
    slot.replaceChildren(form);
    voice.say(words.howWasThis);
    shown();
  }

  async function send(rating, comment) {
    try {
      await leave(comment ? { rating, comment } : { rating });
    } catch (problem) {
      const note = form.querySelector(".form-note");
      note.textContent = problem.detail || words.failed;
      return;
    }
    end(true);
  }

  function end(sent) {
    const inside = form && form.contains(form.getRootNode().activeElement);
    const thanks = element("p", { class: "thanks", tabindex: "-1" }, words.thanks);
    slot.replaceChildren(...(sent ? [thanks] : []));
    if (sent) voice.say(words.thanks);
    if (sent && inside) thanks.focus();
    form = null;
    finish(sent, inside);
  }

  function hide() {
    form = null;
    slot.replaceChildren();
  }

  telling(() => form && slot.replaceChildren((form = feedbackForm(send, () => end(false)))));
  return { ask, hide, isAsked: () => form !== null };
}

function feedbackForm(send, skip) {
  const choices = words.ratings.map((label, place) => choice(label, place + 1));
  const group = element("fieldset", {}, element("legend", {}, words.howWasThis), element("div", { class: "choices" }, ...choices));
  const comment = element("textarea", { rows: "2", maxlength: "1000", id: "aisle-comment" });
  const label = element("label", { for: "aisle-comment" }, words.comment);
  const note = element("p", { class: "form-note", role: "alert" });
  const button = element("button", { type: "submit", class: "main" }, words.sendFeedback);
  const later = element("button", { type: "button", class: "plain", click: skip }, words.notNow);
  const rest = element("div", { class: "rest", hidden: true }, label, comment);
  const form = element("form", { class: "feedback", novalidate: true }, group, rest, note, element("div", { class: "buttons" }, later, button));
  const chosen = () => form.querySelector("input:checked");
  form.addEventListener("change", () => ((rest.hidden = !chosen()), (note.textContent = "")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!chosen()) return void (note.textContent = words.chooseOne);
    button.disabled = true;
    await send(Number(chosen().value), comment.value.trim());
    button.disabled = false;
  });
  return form;
}

function choice(label, rating) {
  const input = element("input", { type: "radio", name: "aisle-rating", value: rating });
  return element("label", { class: "choice" }, input, drawIcon(`face${rating}`), element("span", {}, label));
}
