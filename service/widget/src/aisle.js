// Wires the parts and gives the page `window.Aisle`. However often the script is loaded, there is one widget.
//
// A page may call before the script is there, and need not know whether it is:
//
//   window.Aisle = window.Aisle || { q: [] };
//   Aisle.q.push(["identify", "c1", { name: "Maren" }, "signature"], ["on", "ready", () => Aisle.open()]);
//
// open() close() toggle() isOpen() reset()
// send(text)                        opens the panel and says it for the shopper
// identify(id, traits, signature)   who is signed in, null or "" for nobody; traits.name is used in the greeting and
//                                   goes nowhere; identify(id, signature) is the same without traits
// setConsent({personalization_storage: "granted", ...}), consent(), openPreferences()
// setLocale(tag), setTheme("light" | "dark" | "auto")
// track(event, data)                a GA4 event; data is {items: [...]} or the items
// on(event, listener)               gives back a function that ends it; events: ready open close message action consent
//                                   error state reset feedback
function install(calls) {
  const lasting = createMemory(() => localStorage);
  const passing = createMemory(() => sessionStorage);
  const emitter = createEmitter();
  const server = createServer(settings.server);
  const identity = createIdentity(lasting, passing);
  const voice = createVoice();
  const isOpen = () => Boolean(panel) && panel.isOpen();
  const badge = createBadge(() => panel && panel.label());
  const chat = createChat({ server, lasting, passing, emitter, identity: identity.claims, voice, badge, isOpen });
  const tracker = createTracker({ server, identity });
  const menu = createMenu(menuItems);
  const composer = createComposer(chat.send, chat.typing);
  let panel = null;
  panel = createPanel({ log: chat.messages.log, composer, handover: chat.handover, menu, voice, badge, toggled });
  const privacy = createPrivacy({ identity, server, panel, log: chat.messages.log, emitter, reset: chat.reset });
  const proactive = createProactive({ root: panel.root, panel, lasting, passing, ask: askFirst });
  chat.onStatus(panel.setStatus);

  function menuItems() {
    const always = [[words.newConversation, startAnew], [words.privacy, () => openPreferences()]];
    return [...always, chat.hasConversation() && [words.endChat, () => chat.end(through)]].filter(Boolean);
  }

  function startAnew() {
    chat.reset();
    composer.focus();
  }

  // The chat is over: where the shopper said how it was, the thanks stay until the panel is closed.
  function through(sent) {
    if (!sent) panel.set(false);
  }

  function toggled(open) {
    passing.set("open", open);
    if (open) proactive.hide(), chat.load(), chat.seen();
    else if (chat.isEnded()) chat.reset();
    emitter.emit(open ? "open" : "close");
  }

  // The teaser was accepted, or a rule opens the panel by itself and takes no focus.
  function askFirst(say, suggestions, focus, text) {
    chat.openWith(say, suggestions);
    panel.set(true, { focus });
    if (text) chat.send(text);
  }

  // Another customer never sees the conversation of the one before.
  function identify(customerId, traits, signature) {
    tracker.flush(); // what the one before did is theirs
    const [about, proof] = typeof traits === "string" ? [{}, traits] : [traits || {}, signature];
    const changed = identity.identify(customerId, proof || "");
    chat.greet(customerId && typeof about.name === "string" ? about.name : "");
    if (changed) chat.reset();
    else chat.claims();
  }

  emitter.on("state", ({ agent }) => composer.writeTo(agent ? agent.name : ""));
  // What the shopper decides in the chat is what the page says from now on.
  emitter.on("message", ({ consent }) => consent && privacy.decide(consent));
  emitter.on("consent", tracker.settle);
  emitter.on("consent", chat.claims);
  emitter.on("reset", () => thumbs.clear());
  emitter.on("action", ({ name, product }) => {
    if (name === "details") tracker.track("select_item", [{ item_id: product.product_id, quantity: 1, price: prices(product)[0] }]);
  });
  if (settings.customerId !== null) identify(settings.customerId, settings.customerSignature);
  const api = {
    open: () => panel.set(true),
    close: () => panel.set(false),
    toggle: () => panel.set(!panel.isOpen()),
    isOpen,
    send: (text) => (panel.set(true), chat.send(text)),
    identify,
    setConsent: (consent) => privacy.tell(identity.setConsent(consent)),
    consent: () => ({ ...identity.consent() }),
    openPreferences: () => openPreferences(),
    setLocale,
    setTheme: panel.setTheme,
    track: tracker.track,
    on: emitter.on,
    reset: chat.reset,
  };
  const call = ([name, ...values]) => {
    if (Object.hasOwn(api, name)) return api[name](...values);
    return console.warn(`Aisle: there is no ${name}().`);
  };
  window.Aisle = Object.freeze({ ...api, q: Object.freeze({ push: (...more) => more.forEach(call) }) });
  // The panel stays open from page to page, except where it would cover the page the shopper went to.
  if (passing.get("open") && !panel.isPhone()) panel.set(true, { focus: false });
  else if (chat.hasConversation()) chat.load();
  calls.forEach(call);
  if (settings.autoEvents) trackPage(tracker.track);
  emitter.remember("ready");
  document.dispatchEvent(new CustomEvent("aisle:ready"));
  proactive.begin();
}

function isInstalled() {
  return Boolean(window.Aisle) && typeof window.Aisle.isOpen === "function";
}

function installOnce() {
  if (!isInstalled()) install(window.Aisle && Array.isArray(window.Aisle.q) ? window.Aisle.q : []);
}

if (document.body) installOnce();
else document.addEventListener("DOMContentLoaded", installOnce);
