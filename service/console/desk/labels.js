// What the service's words are called at the desk.

export const REASONS = {
  asked: "asked for a person",
  not_understood: "bot did not understand",
  upset: "sounds upset",
  order: "trouble with an order",
  rule: "a rule of the shop",
  joined: "joined by the desk",
};

export const OUTCOMES = [
  ["solved", "Solved"],
  ["answered_by_email", "Answered by e-mail"],
  ["no_answer", "No answer from the shopper"],
  ["spam", "Spam"],
];

const STEPS = {
  requested: (agent, detail) => ["A person was called", REASONS[detail] || detail],
  taken: (agent) => [agent ? `${agent} took over` : "Taken over"],
  transferred: (agent, detail) => [agent ? `${agent} handed it on` : "Handed on", detail && `to ${detail}`],
  lost: (agent) => [agent ? `The connection of ${agent} was lost; back in the queue` : "Back in the queue, the connection was lost"],
  returned: (agent) => [agent ? `${agent} gave it back to the bot` : "Back with the bot"],
  closed: (agent, detail) => [agent ? `${agent} closed it` : "Closed", outcome(detail)],
};

export const reason = (code) => REASONS[code] || code || "";

export const outcome = (code) => (OUTCOMES.find(([value]) => value === code)?.[1] || code || "").toLowerCase();

// `agent` comes as a name or as {agent_id, name}.
export const named = (agent) => (agent && typeof agent === "object" ? agent.name : agent) || "";

export function step({ step: code, agent, detail }) {
  const tell = STEPS[code];
  return (tell ? tell(named(agent), detail) : [code, detail]).filter(Boolean).join(": ");
}

// A shopper without an account goes by the end of the conversation's id.
export const shopper = (row) => row.customer_id || `Guest ${String(row.conversation_id).slice(-4)}`;

export function withWhom(row) {
  if (row.handler === "agent") return row.agent ? `with ${row.agent.name}` : "with an agent";
  return row.handler === "queue" ? "waiting" : "with the bot";
}
