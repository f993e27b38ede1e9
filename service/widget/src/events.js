// Page events in GA4's words, sent only while analytics_storage is granted.
function createTracker({ server, identity }) {
  // items: [{item_id, quantity, price}]; false where nothing may be sent.
  return function track(event, items = []) {
    if (!identity.granted("analytics_storage")) return false;
    const { customer_id, customer_signature, consent } = identity.claims();
    const personal = identity.granted("personalization_storage") ? { customer_id } : {};
    const once = { event_id: makeId(), timestamp: new Date().toISOString(), session_id: identity.session() };
    const entry = { event, items, ...once, ...personal };
    // A lost event is no reason to disturb the shopper.
    server.track({ events: [entry], customer_signature, consent }).catch(() => {});
    return true;
  };
}
