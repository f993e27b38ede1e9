// Who the shopper is and what may be kept about them. Nothing is granted until the shopper or the page says so.
const CONSENTS = ["personalization_storage", "analytics_storage"];

function createIdentity(lasting, passing) {
  const denied = Object.fromEntries(CONSENTS.map((key) => [key, "denied"]));
  const granted = (key) => (consent() || {})[key] === "granted";
  // A browser's Global Privacy Control is a no, until the shopper says otherwise in the widget itself.
  const signalled = () => navigator.globalPrivacyControl === true;
  const overruled = () => signalled() && !lasting.get("chosen");

  // What the service is told; undefined while nothing was said.
  function consent() {
    return overruled() ? denied : lasting.get("consent");
  }

  // Whether there is nothing left to ask: every purpose was granted or denied.
  function decided() {
    return CONSENTS.every((key) => ["granted", "denied"].includes((consent() || {})[key]));
  }

  // True where the shopper is another one than before; an empty id means nobody is signed in.
  function identify(customerId, signature = "") {
    const customer = customerId ? String(customerId) : "";
    const changed = (lasting.get("customer") || "") !== customer;
    lasting.set("customer", customer);
    lasting.set("signature", signature);
    if (changed) passing.remove("session");
    return changed;
  }

  // byShopper: they said it in the widget, so it counts for more than their browser's signal.
  function setConsent(change, byShopper = false) {
    const before = (byShopper && overruled() && denied) || lasting.get("consent");
    if (byShopper) lasting.set("chosen", true);
    const known = ([key, word]) => CONSENTS.includes(key) && ["granted", "denied"].includes(word);
    lasting.set("consent", { ...before, ...Object.fromEntries(Object.entries(change || {}).filter(known)) });
    return consent();
  }

  // The part of a request that says it; a session is named only to a service that may remember it.
  function claims() {
    return {
      customer_id: lasting.get("customer") || undefined,
      customer_signature: lasting.get("signature") || undefined,
      session_id: granted("personalization_storage") ? session() : undefined,
      consent: consent(),
    };
  }

  // Whose data is meant where the shopper wants to see or erase it.
  function traces() {
    const { customer_id, customer_signature } = claims();
    const ids = { conversation_id: lasting.get("conversation"), session_id: passing.get("session") };
    return { customer_id, customer_signature, ...ids };
  }

  // As on the first day, except that the page knows who is signed in.
  function forget() {
    for (const name of ["consent", "chosen"]) lasting.remove(name);
    passing.remove("session");
  }

  function session() {
    if (!passing.get("session")) passing.set("session", makeId());
    return passing.get("session");
  }

  return { identify, setConsent, consent, decided, signalled, claims, traces, forget, granted, session };
}
