// What the page asks of the server.

/** The state, with the lines after the last one heard. A world that was begun anew gives all of its own. */
export async function fetchState(world, since) {
  const answer = await fetch(`/sandbox/api/state?world=${world}&since=${since}`);
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  return answer.json();
}

/** The status it was answered with; 0 without a connection. */
export async function post(what, body) {
  try {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`/sandbox/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.status;
  } catch {
    return 0;
  }
}

export const isDone = (status) => status >= 200 && status < 300;
