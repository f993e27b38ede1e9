// What the page asks for with data-attributes on the script tag.
//
//   data-shop-name        the name in the header
//   data-server           address of the service, where it is not the folder widget.js came from
//   data-launcher-title   the words on the button
//   data-launcher         none: no button, the page opens the panel with Aisle.open()
//   data-greeting         the first line of an empty conversation
//   data-suggestions      quick replies of an empty conversation, separated by |
//   data-locale           the language, such as "de"; else the page's, else the browser's
//   data-consent          widget (asks when it is first opened), banner (asks on the first page) or page (the page asks)
//   data-auto-events      "true": a product's page is told as view_item by itself
//   data-color            accent colour, "#rrggbb"
//   data-font             font family, such as "Inter, sans-serif", that the page has
//   data-theme            light, dark or auto
//   data-position         right or left
//   data-offset-x         pixels between the button and that side
//   data-offset-y         pixels between the button and the bottom
//   data-z-index          a whole number
//   data-customer-id      who is signed in, empty for nobody
//   data-customer-signature  the shop's proof of it, HMAC-SHA256 of the id
//   data-product-id       the product that this page shows
//   data-proactive        rules for speaking first, a JSON list: [{"after": seconds, "path": "/product/*", "say": text,
//                         "suggestions": [text], "open": false}]; proactive.js says when a rule stays silent
//   data-proactive-cap    how often at most in one visit, 1 without it
const settings = readSettings(script);

function readSettings(script) {
  const data = script ? script.dataset : {};
  const here = new URL(".", (script && script.src) || location.href).href;
  const whole = (text, usual) => (/^-?\d{1,10}$/.test(text || "") ? Number(text) : usual);
  return {
    server: data.server ? new URL(data.server.replace(/\/*$/, "/"), location.href).href : here,
    shopName: data.shopName || "our shop",
    launcherTitle: data.launcherTitle || "",
    launcher: data.launcher !== "none",
    greeting: data.greeting || "",
    suggestions: data.suggestions ? data.suggestions.split("|").map((each) => each.trim()) : sentences.suggestions,
    consent: ["banner", "page"].includes(data.consent) ? data.consent : "widget",
    autoEvents: "autoEvents" in data && data.autoEvents !== "false",
    color: /^#[0-9a-f]{6}$/i.test(data.color || "") ? data.color : "",
    font: /^[\w\s"',-]{1,200}$/.test(data.font || "") ? data.font : "",
    theme: ["light", "dark"].includes(data.theme) ? data.theme : "auto",
    get position() {
      const usual = fromLeft ? "right" : "left";
      return ["left", "right"].includes(data.position) ? data.position : usual;
    },
    offsetX: whole(data.offsetX, null), // null: what suits the screen
    offsetY: whole(data.offsetY, null),
    zIndex: whole(data.zIndex, 2147483000),
    customerId: data.customerId ?? null, // "" means nobody is signed in, null that the page does not say
    customerSignature: data.customerSignature || "",
    productId: data.productId || "",
    proactive: readRules(data.proactive),
    proactiveCap: whole(data.proactiveCap, 1),
    longestText: 1000, // characters; the service refuses more
  };
}

// A shop's typing mistake costs it the rules, not the widget.
function readRules(text) {
  if (!text) return [];
  const rules = parsed(text);
  const valid = Array.isArray(rules) && rules.every((rule) => rule && typeof rule.say === "string" && rule.say);
  if (!valid) console.warn("Aisle: data-proactive is no JSON list of rules with something to say; it is ignored.");
  return valid ? rules : [];
}
