// The bar above every page: where one can go, and who is signed in.

import { post } from "./api.js";
import { dialog, field } from "./dialog.js";
import { make, one } from "./dom.js";
import { begin, isAdmin, session } from "./session.js";

const VIEWS = [
  ["desk", "/console", "Conversations"],
  ["board", "/console/complaints?view=board", "Complaints"],
  ["requests", "/console/complaints?view=requests", "Requests"],
  ["bursts", "/console/complaints?view=bursts", "Bursts"],
  ["team", "/console/team", "Team"],
];

const LEAST = 10;

// Fills the bar; without anybody signed in it only says where one is.
export function topbar(view, leave) {
  const brand = make("p", { class: "brand" }, make("img", { src: "/console/icon.svg", alt: "", width: 28, height: 28 }), make("span", {}, session.shop_name || "Aisle"));
  one("#top").replaceChildren(brand, ...(session.agent ? [ways(view), ...account(leave)] : []));
}

function ways(view) {
  const shown = VIEWS.filter(([name]) => name !== "team" || isAdmin());
  const link = ([name, href, label]) =>
    make("li", {}, make("a", { href, "data-view": name, "aria-current": name === view && "page" }, label));
  return make("nav", { "aria-label": "Console" }, make("ul", { class: "views" }, shown.map(link)));
}

function account(leave) {
  const { agent } = session;
  const button = make(
    "button",
    { type: "button", class: "who", popovertarget: "account", "aria-label": `${agent.name}: your account` },
    make("span", { class: "initial", "aria-hidden": "true" }, initials(agent.name)),
    make("span", { class: "name", "aria-hidden": "true" }, agent.name),
  );
  const menu = make(
    "div",
    { id: "account", popover: "auto", class: "menu" },
    make("p", {}, make("strong", {}, agent.name), make("span", { class: "sub" }, [agent.login, agent.team].filter(Boolean).join(" · "))),
    make("button", { type: "button", class: "quiet", click: () => menu.hidePopover() || changePassword() }, "Change password"),
    make("button", { type: "button", class: "quiet", click: () => leave() }, "Sign out"),
  );
  return [button, menu];
}

export const initials = (name) => (name.match(/\p{L}/u) || ["?"])[0].toUpperCase();

function changePassword() {
  const secret = (name, label, autocomplete, least) => field(label, make("input", { name, type: "password", required: true, autocomplete, minlength: least }), least && `At least ${least} characters.`);
  dialog({
    title: "Change password",
    content: [secret("old", "Password until now", "current-password"), secret("new", "New password", "new-password", LEAST), secret("again", "New password again", "new-password")],
    confirm: "Change password",
    async submit(said) {
      if (said.new !== said.again) return "The two new passwords are not the same.";
      const told = await post("/v1/desk/password", { old: said.old, new: said.new });
      begin({ ...session, ...told });
    },
  });
}
