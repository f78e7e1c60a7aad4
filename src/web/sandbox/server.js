// What the page asks of the server.

/** The state, with the lines after the last one heard. A server that has started anew gives all of its own. */
export async function fetchState(run, since) {
  const answer = await fetch(`/sandbox/api/state?run=${run}&since=${since}`);
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  return answer.json();
}

/** True when it was done. */
export async function post(what, body) {
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`/sandbox/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.ok;
  } catch {
    return false; // no connection
  }
}
