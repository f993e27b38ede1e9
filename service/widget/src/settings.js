// What the page asks for with data-attributes on the script tag.
//
//   data-shop-name        the name in the header
//   data-server           address of the service, where it is not the folder widget.js came from
//   data-launcher-title   the words on the button
//   data-greeting         the first line of an empty conversation
//   data-suggestions      quick replies of an empty conversation, separated by |
//   data-color            accent colour, "#rrggbb"
//   data-theme            light, dark or auto
//   data-position         right or left
//   data-z-index          a whole number
//   data-customer-id      who is signed in, empty for nobody
//   data-customer-signature  the shop's proof of it, HMAC-SHA256 of the id
//   data-locale           the language, such as "de"; else the page's, else the browser's
//   data-consent          widget (asks when it is first opened), banner (asks on the first page) or page (the page asks)
//   data-auto-events      "true": a product's page is told as view_item by itself
const settings = readSettings(script);

function readSettings(script) {
  const data = script ? script.dataset : {};
  const here = new URL(".", (script && script.src) || location.href).href;
  const shopName = data.shopName || "our shop";
  return {
    server: data.server ? new URL(data.server.replace(/\/*$/, "/"), location.href).href : here,
    shopName,
    get launcherTitle() {
      return data.launcherTitle || words.launcher;
    },
    get greeting() {
      return data.greeting || words.greeting(shopName);
    },
    suggestions: data.suggestions ? data.suggestions.split("|").map((each) => each.trim()) : sentences.suggestions,
    color: /^#[0-9a-f]{6}$/i.test(data.color || "") ? data.color : "",
    theme: ["light", "dark"].includes(data.theme) ? data.theme : "auto",
    get position() {
      const usual = fromLeft ? "right" : "left";
      return ["left", "right"].includes(data.position) ? data.position : usual;
    },
    consent: ["banner", "page"].includes(data.consent) ? data.consent : "widget",
    autoEvents: "autoEvents" in data && data.autoEvents !== "false",
    zIndex: /^-?\d+$/.test(data.zIndex || "") ? data.zIndex : "2147483000",
    customerId: data.customerId ?? null, // "" means nobody is signed in, null that the page does not say
    customerSignature: data.customerSignature || "",
    longestText: 1000, // characters; the service refuses more
  };
}
