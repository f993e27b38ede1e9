// Which language the widget speaks: data-locale, else the page's, else the first of the browser's that it knows.
const words = {}; // the words in force; setLocale() fills in others
const script = document.currentScript || document.querySelector("script[src*='widget.js']");
let language = ""; // the tag in force, with its region, by which numbers and prices are written
let fromLeft = true;
useLocale((script && script.dataset.locale) || "");

function useLocale(asked) {
  const page = document.documentElement;
  const [tag] = [asked, page.lang, ...(navigator.languages || []), "en"].filter(localeOf);
  Object.assign(words, locales.en, locales[localeOf(tag)]);
  language = tag;
  const rightToLeft = /^(ar|dv|fa|he|ps|ur|yi)\b/i;
  if (asked) fromLeft = !rightToLeft.test(asked);
  else fromLeft = page.dir ? page.dir.toLowerCase() !== "rtl" : !rightToLeft.test(page.lang);
}

// The name a tag's words are kept under: "de-AT" is "de"; "" for a language without words.
function localeOf(tag) {
  const name = String(tag).toLowerCase();
  return [name, name.split("-")[0]].find((each) => Object.hasOwn(locales, each)) || "";
}

function setLocale(tag) {
  useLocale(String(tag || ""));
  retell();
}

// The widget's root says its language, reads in its direction and stands on its side of the page.
function followLocale(root) {
  telling(() => {
    root.lang = localeOf(language);
    root.dir = fromLeft ? "ltr" : "rtl";
    root.dataset.position = settings.position;
  });
}

function numeral(value, digits = 0) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

function money(amount, currency) {
  const digits = Number.isInteger(amount) ? { minimumFractionDigits: 0 } : {};
  try {
    return new Intl.NumberFormat(language, { style: "currency", currency: currency || "USD", ...digits }).format(amount);
  } catch {
    return `${amount} ${currency}`; // not a currency that ISO 4217 has
  }
}

function enumerated(texts) {
  return new Intl.ListFormat(language, { type: "conjunction" }).format(texts);
}
