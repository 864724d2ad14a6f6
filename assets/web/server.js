// Asks the server: with a key where it needs one, with progress, and so that it can be cancelled.

import { language, text } from "/web/texts.js";

const KEY = "tryon-key";
let askForKey = async () => null;

export class Problem extends Error {}

// Called when the server needs a key; returns one, or null.
export function onKeyNeeded(ask) {
  askForKey = ask;
}

export async function get(path) {
  return (await send(path, {})).json();
}

export async function pictureOf(path) {
  return URL.createObjectURL(await (await send(path, {})).blob());
}

// Sends fields, [name, value] each, as a job. `tell` gets (stage, fraction); `signal` cancels.
export async function work(path, fields, tell, signal) {
  const form = new FormData();
  for (const [name, value] of fields) {
    form.append(name, value);
  }
  tell("upload", 0);
  const options = { method: "POST", body: form, headers: { Prefer: "respond-async" }, signal };
  const job = await (await send(path, options)).json();
  const place = `/v1/jobs/${job.id}`;
  const giveUp = () => send(place, { method: "DELETE" }).catch(() => {});
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    await listen(`${place}/events`, tell, signal);
    const answer = await (await send(`${place}/result`, { signal })).json();
    giveUp(); // the answer is here: nobody else needs the server's copy
    return answer;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function listen(path, tell, signal) {
  const response = await send(path, { signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    const events = (pending + value).split("\n\n");
    pending = events.pop();
    for (const event of events) {
      const line = event.split("\n").find((each) => each.startsWith("data: "));
      if (line) {
        const job = JSON.parse(line.slice(6));
        tell(job.stage ?? job.status, job.fraction);
      }
    }
  }
}

async function send(path, options) {
  const key = sessionStorage.getItem(KEY);
  const headers = { "Accept-Language": language(), ...options.headers };
  if (key) {
    headers.Authorization = `Bearer ${key}`;
  }
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (error) {
    throw error.name === "AbortError" ? error : new Problem(text("offline"));
  }
  if (response.status === 401) {
    const given = await askForKey();
    if (given) {
      sessionStorage.setItem(KEY, given);
      return send(path, options);
    }
  }
  if (!response.ok) {
    const said = await response.json().catch(() => ({ detail: response.statusText }));
    throw new Problem(said.detail);
  }
  return response;
}
