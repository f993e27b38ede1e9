// Wires the parts and gives the page `window.Aisle`. However often the script is loaded, there is one widget.
function install() {
  const lasting = createMemory(() => localStorage);
  const passing = createMemory(() => sessionStorage);
  const emitter = createEmitter();
  const server = createServer(settings.server);
  const identity = createIdentity(lasting, passing);
  const chat = createChat({ server, lasting, passing, emitter, identity: identity.claims });
  const tracker = createTracker({ server, identity });
  const panel = createPanel({ log: chat.messages.log, composer: createComposer(chat.send), restart: chat.reset, toggled });
  const privacy = createPrivacy({ identity, server, panel, log: chat.messages.log, emitter, reset: chat.reset });
  chat.onStatus(panel.setStatus);

  function toggled(open) {
    passing.set("open", open);
    if (open) chat.load();
    emitter.emit(open ? "open" : "close");
  }

  // Another customer never sees the conversation of the one before.
  function identify(customerId, signature) {
    tracker.flush(); // what the one before did is theirs
    if (identity.identify(customerId, signature)) chat.reset();
  }

  // What the shopper decides in the chat is what the page says from now on.
  emitter.on("message", ({ consent }) => consent && privacy.decide(consent));
  emitter.on("consent", tracker.settle);
  emitter.on("reset", () => thumbs.clear());
  emitter.on("action", ({ name, product }) => {
    if (name === "details") tracker.track("select_item", [{ item_id: product.product_id, quantity: 1, price: prices(product)[0] }]);
  });
  if (settings.customerId !== null) identify(settings.customerId, settings.customerSignature);
  window.Aisle = Object.freeze({
    open: () => panel.set(true),
    close: () => panel.set(false),
    toggle: () => panel.set(!panel.isOpen()),
    isOpen: panel.isOpen,
    send: (text) => (panel.set(true), chat.send(text)),
    identify,
    setConsent: (consent) => privacy.tell(identity.setConsent(consent)),
    consent: () => ({ ...identity.consent() }),
    openPreferences: () => openPreferences(),
    setLocale,
    track: tracker.track,
    on: emitter.on,
    reset: chat.reset,
  });
  if (settings.autoEvents) trackPage(tracker.track);
  document.dispatchEvent(new CustomEvent("aisle:ready"));
  // The panel stays open from page to page, except where it would cover the page the shopper went to.
  if (passing.get("open") && !panel.isPhone()) panel.set(true, { focus: false });
}

if (!window.Aisle) {
  if (document.body) install();
  else document.addEventListener("DOMContentLoaded", () => window.Aisle || install());
}
