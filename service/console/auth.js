// Who is asking. Whatever replaces the staff token need only keep these three functions.

const KEY = "aisle:staff-token";

export const isKnown = () => Boolean(sessionStorage.getItem(KEY));

export const remember = (token) => sessionStorage.setItem(KEY, token.trim());

export const forget = () => sessionStorage.removeItem(KEY);

// The headers that prove it.
export const proof = () => ({ Authorization: `Bearer ${sessionStorage.getItem(KEY)}` });
