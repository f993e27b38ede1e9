// Wires consent and the preference centre to the panel; `openPreferences()` opens the latter from anywhere.
let openPreferences = () => {};

// panel: what createPanel gave; log: stands in it; reset() begins the conversation anew.
function createPrivacy({ identity, server, panel, log, emitter, reset }) {
  const sheet = log.parentNode;
  const decide = (change) => tell(identity.setConsent(change, true));
  const banner = createBanner({ identity, decide: decideAndGoOn, choose: () => openPreferences() });
  const preferences = createPreferences({ server, identity, decide, erased, closed: () => (update(), focusPanel()) });

  // The page hears every change of what is granted, from wherever it comes.
  function tell(consent) {
    emitter.emit("consent", consent || Object.fromEntries(CONSENTS.map((key) => [key, "denied"])));
    update();
  }

  function decideAndGoOn(change) {
    const inside = banner.hasFocus();
    decide(change);
    if (inside) focusPanel();
  }

  // A phone's keyboard stays down until the shopper wants to write.
  function focusPanel() {
    if (!panel.isOpen()) return;
    const field = sheet.querySelector("textarea");
    (matchMedia("(pointer: coarse)").matches || !field ? sheet : field).focus({ preventScroll: true });
  }

  function erased() {
    identity.forget();
    reset();
    tell(identity.consent());
  }

  function update() {
    banner.update(sheet, log, panel.isOpen() && !preferences.isOpen());
  }

  openPreferences = () => {
    panel.set(true, { focus: false });
    preferences.open(sheet);
    update();
  };
  emitter.on("open", update);
  emitter.on("close", () => (preferences.close(), update()));
  update();
  return { tell, decide };
}
