// Taking one's data along and having it erased, the latter in two steps.
function createRights({ server, identity, say, erased }) {
  const view = element("div", { class: "rights" });
  let sure = false;
  let busy = false;

  function draw() {
    view.replaceChildren(...(sure ? question() : offer()));
  }

  function offer() {
    return [plain(words.privacy.take, take), plain(words.privacy.erase, () => ask(true), "danger")];
  }

  function question() {
    const title = element("p", { class: "sure", id: "aisle-sure", tabindex: "-1" }, words.privacy.sure, " ", words.privacy.sureWhy);
    return [title, plain(words.privacy.yes, erase, "danger"), plain(words.privacy.no, () => ask(false))];
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
    const data = await run("export", words.privacy.taking, words.privacy.notTaken);
    if (!data) return;
    saveFile("my-data.json", JSON.stringify(data, null, 2));
    say(words.privacy.taken);
  }

  async function erase() {
    const done = await run("erase", words.privacy.erasing, words.privacy.notErased);
    if (!done) return;
    sure = false;
    const unnamed = listedKinds(done.unnamed);
    erased([words.privacy.erased(listedKinds(done.erased)), unnamed && words.privacy.unnamed(unnamed)].filter(Boolean).join(" "));
  }

  return { view, draw, calm: () => (sure = false) };
}

function saveFile(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
