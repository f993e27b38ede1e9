// Who the shopper is and what may be kept about them. Nothing is granted until the page says so.
function createIdentity(lasting, passing) {
  const granted = (key) => (lasting.get("consent") || {})[key] === "granted";

  // True where the shopper is another one than before; an empty id means nobody is signed in.
  function identify(customerId, signature = "") {
    const customer = customerId ? String(customerId) : "";
    const changed = (lasting.get("customer") || "") !== customer;
    lasting.set("customer", customer);
    lasting.set("signature", signature);
    if (changed) passing.remove("session");
    return changed;
  }

  function setConsent(consent) {
    lasting.set("consent", { ...lasting.get("consent"), ...consent });
    return lasting.get("consent");
  }

  // The part of a request that says it; a session is named only to a service that may remember it.
  function claims() {
    return {
      customer_id: lasting.get("customer") || undefined,
      customer_signature: lasting.get("signature") || undefined,
      session_id: granted("personalization_storage") ? session() : undefined,
      consent: lasting.get("consent"),
    };
  }

  function session() {
    if (!passing.get("session")) passing.set("session", makeId());
    return passing.get("session");
  }

  return { identify, setConsent, claims, granted, session };
}
