// Who is signed in. The cookie proves it and no script can read that; changes need the token beside it.

const nobody = { agent: null, csrf_token: "", teams: [], shop_name: "" };

export const session = { ...nobody };

export const begin = (told) => Object.assign(session, nobody, told);

export const end = () => Object.assign(session, nobody);

export const isAdmin = () => session.agent?.role === "admin";

export const isMe = (agent) => Boolean(agent && session.agent && agent.agent_id === session.agent.agent_id);
