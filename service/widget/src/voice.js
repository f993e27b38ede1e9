// Says to a screen reader what has just come, once; what was said before stays silent.
function createVoice() {
  const region = element("div", { class: "hidden voice", "aria-live": "polite" });

  function say(text) {
    const line = element("p", {}, text);
    region.append(line);
    setTimeout(() => line.remove(), 10000); // long enough to be read, gone before anybody walks into it
  }

  return { region, say };
}

// What a message says, in one sentence or two.
function spoken(message) {
  const said = message.role === "agent" ? words.agentSaid(message.author || words.person) : words.botSaid;
  const titles = (message.products || []).map((product) => product.title);
  const parts = [message.text, titles.length && words.products(titles), message.comparison && words.comparison];
  return [said, ...parts.filter(Boolean)].join(" ");
}
