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
const settings = readSettings(document.currentScript || document.querySelector("script[src*='widget.js']"));

function readSettings(script) {
  const data = script ? script.dataset : {};
  const here = new URL(".", (script && script.src) || location.href).href;
  const shopName = data.shopName || "our shop";
  return {
    server: data.server ? new URL(data.server.replace(/\/*$/, "/"), location.href).href : here,
    shopName,
    launcherTitle: data.launcherTitle || words.launcher,
    greeting: data.greeting || words.greeting(shopName),
    suggestions: data.suggestions ? data.suggestions.split("|").map((each) => each.trim()) : words.suggestions,
    color: /^#[0-9a-f]{6}$/i.test(data.color || "") ? data.color : "",
    theme: ["light", "dark"].includes(data.theme) ? data.theme : "auto",
    position: data.position === "left" ? "left" : "right",
    zIndex: /^-?\d+$/.test(data.zIndex || "") ? data.zIndex : "2147483000",
    customerId: data.customerId ?? null, // "" means nobody is signed in, null that the page does not say
    customerSignature: data.customerSignature || "",
    longestText: 1000, // characters; the service refuses more
  };
}
