// Products to send: looked for, chosen, attached.

import { get } from "../api.js";
import { make } from "../dom.js";
import { icon } from "../icons.js";
import { brief } from "./cards.js";
import { combobox } from "./combobox.js";

const MOST = 6;
const PAUSE = 200;

export function createFinder({ changed, leave }) {
  let chosen = [];
  let clock = 0;
  const picked = make("ul", { class: "picked", "aria-label": "Products to send", hidden: true });

  function find(text) {
    clearTimeout(clock);
    if (!text) return [];
    return new Promise((found, failed) => {
      clock = setTimeout(() => get("/v1/desk/products", { q: text }).then(({ products }) => found(products), failed), PAUSE);
    });
  }

  const picker = combobox({
    label: "Find products",
    placeholder: `Find products to send, up to ${MOST}`,
    find,
    draw: brief,
    take: add,
    leave,
    none: (text) => (chosen.length >= MOST ? `These are ${MOST}; more do not fit into one message.` : text ? "No product fits." : "Type what you look for."),
  });

  function add(product) {
    if (chosen.length < MOST && !chosen.some((one) => one.product_id === product.product_id)) set([...chosen, product]), changed();
    picker.start();
  }

  function set(products) {
    chosen = products;
    picked.hidden = !chosen.length;
    picked.replaceChildren(...chosen.map(tile));
  }

  function tile(product) {
    const remove = () => {
      const place = chosen.indexOf(product);
      set(chosen.filter((one) => one !== product));
      changed();
      const next = picked.querySelectorAll("button")[Math.min(place, chosen.length - 1)];
      next ? next.focus() : leave();
    };
    const label = `Do not send ${product.title}`;
    return make("li", {}, brief(product), make("button", { type: "button", class: "plain", "aria-label": label, title: label, click: remove }, icon("close")));
  }

  return { frame: picker.frame, picked, start: () => picker.start(), set, get: () => chosen };
}
