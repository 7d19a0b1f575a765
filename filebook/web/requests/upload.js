// Sends the chosen files one after another, in pieces, with progress; a broken connection, or a page loaded anew, goes on
// where it was. Without this script the form sends the same files in one piece.
"use strict";

const PIECE_BYTES = 8 * 1024 * 1024;
const PAUSES = [1000, 2000, 5000, 10000, 20000, 30000, 60000];
const form = document.getElementById("send");
const progress = document.getElementById("progress");

class Refused extends Error {
  constructor(status) {
    super(String(status));
    this.status = status;
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function ask(method, path, { body = null, headers = {}, onProgress = null } = {}) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open(method, path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded);
    request.onload = () => (request.status < 300 ? done(JSON.parse(request.responseText)) : fail(new Refused(request.status)));
    request.onerror = request.ontimeout = () => fail(new Refused(0));
    request.send(body);
  });
}

const json = (value) => ({ body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });

function remembered(file, field) {
  return ["filebook", location.pathname, field, file.name, file.size, file.lastModified].join(" ");
}

async function begun(file, field) {
  const known = localStorage.getItem(remembered(file, field));
  if (known) {
    try {
      return { path: known, offset: (await ask("GET", known)).offset };
    } catch (error) {
      if (error.status === 0 || error.status >= 500) throw error;
      localStorage.removeItem(remembered(file, field));
    }
  }
  const said = { name: file.name, size_bytes: file.size, media_type: file.type, field };
  const made = await ask("POST", form.dataset.uploads, json(said));
  localStorage.setItem(remembered(file, field), made.path);
  return { path: made.path, offset: 0 };
}

async function sent(file, field, bar) {
  const upload = await begun(file, field);
  while (upload.offset < file.size) {
    const piece = file.slice(upload.offset, upload.offset + PIECE_BYTES);
    const answer = await ask("PATCH", upload.path, {
      body: piece,
      headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(upload.offset) },
      onProgress: (bytes) => { bar.value = upload.offset + bytes; },
    });
    upload.offset = answer.offset;
    bar.value = upload.offset;
  }
  await ask("POST", upload.path, json({ field }));
  localStorage.removeItem(remembered(file, field));
}

async function persistently(file, field, bar, label) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await sent(file, field, bar);
    } catch (error) {
      const comesBack = [0, 409, 429, 503].includes(error.status);
      if (!comesBack || attempt >= PAUSES.length) throw error;
      label.textContent = form.dataset.waiting;
      await pause(PAUSES[attempt]);
      label.textContent = form.dataset.sending.replace("{}", file.name);
    }
  }
}

function fault(error, file) {
  const words = { 413: "large", 415: "type", 422: "name", 507: "space" };
  const word = words[error.status];
  return word ? `${file.name}: ${form.dataset[word]}` : form.dataset.failed.replace("{}", file.name);
}

function line(text, kind) {
  const row = document.createElement("p");
  row.textContent = text;
  if (kind) row.className = kind;
  progress.append(row);
  return row;
}

async function sendAll(chosen) {
  let failed = false;
  for (const [file, field] of chosen) {
    const label = line(form.dataset.sending.replace("{}", file.name));
    const bar = document.createElement("progress");
    bar.max = file.size || 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    progress.append(bar);
    try {
      await persistently(file, field, bar, label);
    } catch (error) {
      failed = true;
      label.remove();
      line(fault(error, file), "fault").setAttribute("role", "alert");
    }
    bar.remove();
  }
  if (!failed) location.assign(`${location.pathname}?arrived=1`);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  progress.replaceChildren();
  const chosen = [];
  for (const input of form.querySelectorAll("input[type=file]")) {
    for (const file of input.files) chosen.push([file, input.name]);
  }
  if (!chosen.length) {
    line(form.dataset.nothing, "fault").setAttribute("role", "alert");
    return;
  }
  const button = form.querySelector("button");
  button.disabled = true;
  await sendAll(chosen);
  button.disabled = false;
});
