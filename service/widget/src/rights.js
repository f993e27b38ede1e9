// Taking one's data along and having it erased, the latter in two steps.
function createRights({ server, identity, say, erased }) {
  const view = element("div", { class: "rights" });
  let sure = false;
  let busy = false;

  function draw() {
    view.replaceChildren(...(sure ? question() : offer()));
  }

  function offer() {
    return [plain(words.preferences.take, take), plain(words.preferences.erase, () => ask(true), "danger")];
  }

  function question() {
    const title = element("p", { class: "sure", id: "aisle-sure", tabindex: "-1" }, words.preferences.sure, " ", words.preferences.sureWhy);
    return [title, plain(words.preferences.yes, erase, "danger"), plain(words.preferences.no, () => ask(false))];
  }

  function plain(label, click, className = "") {
    return element("button", { type: "button", class: className, click: () => busy || click() }, label);
  }

  function ask(question) {
    sure = question;
    say("");
    draw();
    if (sure) view.querySelector(".sure").focus();
    else view.querySelector(".danger").focus();
  }

  // Runs one request at a time; says what went wrong where it fails.
  async function run(what, waiting, failed) {
    busy = true;
    say(waiting);
    try {
      return await server.privacy(what, identity.traces());
    } catch (problem) {
      say(problem.kind === "busy" ? problem.detail : failed);
      return null;
    } finally {
      busy = false;
    }
  }

  async function take() {
    const data = await run("export", words.preferences.taking, words.preferences.notTaken);
    if (!data) return;
    saveFile("my-data.json", JSON.stringify(data, null, 2));
    say(words.preferences.taken);
  }

  async function erase() {
    const done = await run("erase", words.preferences.erasing, words.preferences.notErased);
    if (!done) return;
    sure = false;
    const unnamed = listedKinds(done.unnamed);
    erased([words.preferences.erased(listedKinds(done.erased)), unnamed && words.preferences.unnamed(unnamed)].filter(Boolean).join(" "));
  }

  return { view, draw, calm: () => (sure = false) };
}

function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
