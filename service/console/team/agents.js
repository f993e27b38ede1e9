// The agents: add, change, give a new password.

import { patch, post } from "../api.js";
import { choices, dialog, field } from "../dialog.js";
import { make } from "../dom.js";
import { isMe, session } from "../session.js";
import { press, replace, table } from "./table.js";

const ROLES = [["agent", "Agent"], ["admin", "Admin"]];
const COLUMNS = [["name", "Name"], ["login", "Login"], ["role", "Role"], ["team", "Team"], ["state", "State"], ["do", "Change"]];

export function drawAgents(frame, agents, changed) {
  const rows = agents.map((agent) => row(agent, changed));
  replace(frame, table({ id: "agents", title: "Agents", add: "Add an agent", press: () => add(changed), columns: COLUMNS, rows, none: "Nobody yet." }));
}

function row(agent, changed) {
  return make(
    "tr",
    { class: "line" },
    make("th", { scope: "row", class: "name" }, agent.name, isMe(agent) && make("span", { class: "sub" }, " you")),
    make("td", { class: "login" }, agent.login),
    make("td", { class: "role" }, agent.role === "admin" ? "Admin" : "Agent"),
    make("td", { class: "team" }, agent.team || make("span", { class: "sub" }, "any")),
    make("td", { class: "state" }, agent.active ? make("span", { class: "chip good" }, "active") : make("span", { class: "chip" }, "disabled")),
    make("td", { class: "do" }, press("Change", agent.name, () => change(agent, changed)), press("New password", `for ${agent.name}`, () => reset(agent, changed))),
  );
}

function teamField(team) {
  const known = session.teams.includes(team) || !team ? session.teams : [...session.teams, team];
  return field("Team", make("select", { name: "team" }, choices([["", "Any"], ...known.map((one) => [one, one])], team)));
}

const roleField = (role, mine) => field("Role", make("select", { name: "role", disabled: mine }, choices(ROLES, role)), mine && "Another admin can change your role.");

const nameField = (name) => field("Name", make("input", { name: "name", value: name, required: true, maxlength: 80, autocomplete: "off" }), "What shoppers see.");

function add(changed) {
  dialog({
    title: "Add an agent",
    content: [nameField(""), field("Login", make("input", { name: "login", required: true, maxlength: 80, autocomplete: "off", autocapitalize: "none", spellcheck: "false" })), roleField("agent"), teamField("")],
    confirm: "Add",
    async submit({ login, name, role, team }) {
      const told = await post("/v1/desk/agents", { login: login.trim(), name: name.trim(), role, team });
      await changed(`${told.agent.name} was added`);
      return () => showPassword(told.agent, told.password);
    },
  });
}

function change(agent, changed) {
  const mine = isMe(agent);
  const active = make("label", { class: "choice" }, make("input", { type: "checkbox", name: "active", checked: agent.active, disabled: mine }), "May sign in");
  dialog({
    title: `Change ${agent.name}`,
    content: [nameField(agent.name), roleField(agent.role, mine), teamField(agent.team), active],
    confirm: "Save",
    async submit({ name, role = agent.role, team, active: on }) {
      await patch(`/v1/desk/agents/${encodeURIComponent(agent.agent_id)}`, { name: name.trim(), role, team, active: mine || on === "on" });
      await changed(`${name.trim()} was changed`);
    },
  });
}

function reset(agent, changed) {
  dialog({
    title: `New password for ${agent.name}`,
    content: make("p", { class: "sub" }, "The old one no longer works from then on, and every session of theirs ends."),
    confirm: "Make a new password",
    async submit() {
      const { password } = await patch(`/v1/desk/agents/${encodeURIComponent(agent.agent_id)}`, { reset_password: true });
      await changed("There is a new password");
      return () => showPassword(agent, password);
    },
  });
}

// The service keeps no password that could be shown again.
function showPassword(agent, password) {
  const shown = make("input", { class: "secret", readonly: true, value: password, "aria-label": `Password of ${agent.name}`, autocomplete: "off", focus: ({ target }) => target.select() });
  const said = make("span", { class: "sub", role: "status" });
  const copy = async () => {
    shown.select();
    await navigator.clipboard?.writeText(password).then(() => (said.textContent = "Copied."), () => (said.textContent = "Copy it by hand; the browser does not let the page."));
  };
  dialog({
    title: `The password of ${agent.name}`,
    content: [
      make("p", { class: "sub" }, `It is shown this once. Give it to ${agent.name}, who signs in as “${agent.login}” and then changes it.`),
      make("div", { class: "secret-line" }, make("div", { class: "field" }, shown), make("button", { type: "button", class: "quiet", click: copy }, "Copy")),
      said,
    ],
  });
}
