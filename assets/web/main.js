// The page: a photo, who is in it, what they put on, and how that looks.

import { Parse, REGIONS } from "/web/parse.js";
import { onKeyNeeded, Problem, work } from "/web/server.js";
import { countOfPeople, otherLanguage, partName, speak, speakAsUsual, stageName, text } from "/web/texts.js";
import { Wardrobe } from "/web/wardrobe.js";

const find = (id) => document.getElementById(id);
const wardrobe = new Wardrobe();
const state = {
  photo: null, // the file
  parse: null,
  person: 0,
  region: "upper",
  worn: new Map(), // "person region" to a garment
  shown: new Map(), // what of that the picture shows already
  fit: null, // the server's answer
  running: null, // cancels what runs
};

function show() {
  const { photo, parse, fit } = state;
  const worn = [...state.worn.values()].map((garment) => garment.name).join(", ");
  find("welcome").hidden = photo !== null;
  find("result-picture").hidden = find("overlay-picture").hidden = photo === null;
  find("download").disabled = fit === null;
  find("take-off").disabled = !state.worn.has(place());
  find("compare-label").hidden = fit === null;
  find("compare").setAttribute("aria-label", text("compareLabel"));
  find("language").textContent = text("language");
  find("language").setAttribute("aria-label", text("languageLabel"));
  find("photo").alt = parse ? text("photoAlt", { people: countOfPeople(parse.people.length) }) : "";
  find("after").alt = text("resultAlt", { worn: worn || text("nothingWorn") });
  showFacts();
  showTarget();
  showOutline();
  showLegend();
  showCards();
}

function showFacts() {
  const { photo, parse, fit } = state;
  const facts = [];
  if (parse) {
    const people = countOfPeople(parse.people.length);
    facts.push(text("facts", { name: photo.name, width: parse.width, height: parse.height, people }));
  }
  if (fit) {
    const [moved, guessed] = [fit.shares.moved, fit.shares.guessed].map((share) => (100 * share).toFixed(1));
    facts.push(text("guessed", { moved, guessed }));
  }
  find("facts").textContent = facts.join("  ·  ");
}

function showTarget() {
  const { parse } = state;
  const count = parse ? parse.people.length : 0;
  const target = find("target");
  if (!parse) {
    target.textContent = text("firstPhoto");
  } else if (!count) {
    target.textContent = text("noTarget");
  } else {
    const person = text("person", { number: state.person });
    target.textContent = text("target", { person, region: text(state.region) });
  }
  find("people").hidden = count < 2;
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  chips(find("people"), numbers, state.person, (number) => text("person", { number }), (person) => choose({ person }));
  chips(find("regions"), count ? REGIONS : [], state.region, (region) => text(region), (region) => choose({ region }));
}

function chips(row, values, chosen, name, act) {
  const had = document.activeElement?.parentElement === row ? document.activeElement.dataset.value : null;
  row.replaceChildren(...values.map((value) => {
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = name(value);
    chip.dataset.value = value;
    chip.setAttribute("aria-pressed", String(value === chosen));
    chip.addEventListener("click", () => act(value));
    return chip;
  }));
  row.querySelector(`[data-value="${had}"]`)?.focus();
}

function showOutline() {
  const { parse, person, region } = state;
  const path = parse && person ? parse.outline(person, region) : "";
  for (const drawing of document.querySelectorAll(".outline")) {
    if (parse) {
      drawing.setAttribute("viewBox", `0 0 ${parse.width} ${parse.height}`);
    }
    for (const line of drawing.children) {
      line.setAttribute("d", path);
    }
  }
  find("result-outline").toggleAttribute("hidden", state.worn.has(place()));
}

function showLegend() {
  find("legend").replaceChildren(...(state.parse?.legend ?? []).map(([label, colour]) => {
    const item = document.createElement("li");
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const circle = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    dot.setAttribute("viewBox", "0 0 10 10");
    dot.setAttribute("aria-hidden", "true");
    for (const [name, value] of [["cx", 5], ["cy", 5], ["r", 5], ["fill", colour]]) {
      circle.setAttribute(name, value);
    }
    dot.append(circle);
    item.append(dot, partName(label));
    return item;
  }));
}

function showCards() {
  const cards = find("cards");
  const had = document.activeElement?.closest?.(".card")?.dataset.id;
  const listed = wardrobe.garments.filter((garment) => !state.parse || garment.region === state.region);
  cards.replaceChildren(...listed.map((garment) => {
    const item = document.createElement("li"), card = document.createElement("button");
    const frame = document.createElement("span"), picture = document.createElement("img");
    card.type = "button";
    card.className = "card";
    card.dataset.id = garment.id;
    card.disabled = !state.person;
    card.setAttribute("aria-pressed", String(state.worn.get(place())?.id === garment.id));
    frame.className = "frame";
    picture.alt = "";
    garment.shown.then((url) => { picture.src = url; }, () => {});
    frame.append(picture);
    card.append(frame, garment.name);
    card.addEventListener("click", () => wear(garment));
    item.append(card);
    return item;
  }));
  cards.querySelector(`[data-id="${had}"]`)?.focus();
}

function place(person = state.person, region = state.region) {
  return `${person} ${region}`;
}

function choose({ person = state.person, region = state.region }) {
  Object.assign(state, { person, region });
  show();
}

// Opens a photo; what was open before comes back if nobody can be found in it, or it is cancelled.
async function openPhoto(file) {
  const before = { ...state, pictures: [find("after").src, find("photo").src] };
  const url = URL.createObjectURL(file);
  const nothing = { parse: null, person: 0, region: "upper", worn: new Map(), shown: new Map(), fit: null };
  Object.assign(state, { photo: file, ...nothing });
  find("parts").width = 0;
  setPicture(url, url);
  show();
  const fields = [["photo", file], ["include", "labels"], ["include", "person_map"], ["include", "segmentation_image"]];
  const answer = await run((tell, signal) => work("/v1/parse", fields, tell, signal));
  if (state.photo !== file) {
    return; // another one was opened meanwhile
  }
  if (!answer) {
    const { pictures, running, ...earlier } = before;
    Object.assign(state, earlier);
    setPicture(...pictures);
  } else {
    const parse = await Parse.of(answer);
    state.parse = parse;
    state.person = parse.people.length ? parse.largest : 0;
    state.region = (state.person && parse.regionsOf(state.person)[0]) || "upper";
    tellNotes(answer.notes);
  }
  state.parse?.paint(find("parts"));
  show();
}

async function wear(garment) {
  const worn = new Map(state.worn), { person, region } = state;
  if (worn.get(place())?.id === garment.id) {
    worn.delete(place());
  } else {
    const excluded = region === "dress" ? REGIONS : [region, "dress"];
    for (const other of excluded) {
      worn.delete(place(person, other));
    }
    worn.set(place(), garment);
  }
  await dress(worn);
}

// Shows the photo with other garments; what was worn before stays if that fails or is cancelled.
async function dress(worn) {
  if (worn.size === 0) {
    state.running?.abort();
    state.worn = state.shown = worn;
    state.fit = null;
    setPicture(find("photo").src, find("photo").src);
    tellNotes([]);
    show();
    return;
  }
  state.worn = worn;
  show();
  const order = (key) => ["lower", "upper", "dress"].indexOf(key.split(" ")[1]);
  const keys = [...worn.keys()].sort((first, second) => order(first) - order(second));
  const fields = [["photo", state.photo]];
  for (const key of keys) {
    const [person, region] = key.split(" ");
    fields.push(["garment", worn.get(key).field], ["person", person], ["region", region]);
  }
  const answer = await run((tell, signal) => work("/v1/fit", fields, tell, signal));
  if (answer) {
    state.fit = answer;
    state.shown = worn;
    setPicture(pictureUrl(answer.picture), find("photo").src);
    tellNotes(answer.notes);
  } else if (state.worn === worn) {
    state.worn = state.shown;
  }
  show();
}

function pictureUrl(png) {
  const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
}

function setPicture(after, before) {
  find("after").src = after;
  for (const id of ["before", "photo"]) {
    if (find(id).src !== before) {
      find(id).src = before;
    }
  }
}

// Makes pictures as large as there is room, in their own proportions.
function layOut() {
  const image = find("photo");
  if (!image.naturalWidth) {
    return;
  }
  for (const id of ["result", "overlay"]) {
    const stage = find(`${id}-stage`), picture = find(`${id}-picture`);
    const scale = Math.min((stage.clientWidth - 28) / image.naturalWidth, (stage.clientHeight - 28) / image.naturalHeight);
    picture.style.width = `${Math.max(scale, 0.01) * image.naturalWidth}px`;
    picture.style.height = `${Math.max(scale, 0.01) * image.naturalHeight}px`;
  }
}

// Runs one thing at a time, with its progress; returns null if it failed or was cancelled.
async function run(job) {
  state.running?.abort();
  const control = new AbortController();
  state.running = control;
  find("problem").hidden = true;
  find("working").hidden = false;
  const tell = (stage, fraction) => {
    if (state.running === control) {
      find("stage-name").textContent = stageName(stage);
      find("progress").value = fraction;
    }
  };
  try {
    return await job(tell, control.signal);
  } catch (error) {
    if (error.name !== "AbortError") {
      complain(error);
    }
    return null;
  } finally {
    if (state.running === control) {
      state.running = null;
      find("working").hidden = true;
    }
  }
}

function complain(error) {
  if (!(error instanceof Problem)) {
    console.error(error);
  }
  find("problem-text").textContent = error.message;
  find("problem").hidden = false;
}

function tellNotes(notes) {
  find("notes").textContent = notes.join("\n");
  find("notes").hidden = notes.length === 0;
}

async function addGarments(files) {
  for (const file of files) {
    const garment = await run((tell, signal) => wardrobe.add(file, tell, signal));
    if (garment) {
      choose({ region: garment.region });
      if (state.person) {
        await wear(garment);
      }
    }
  }
}

function pick(event) {
  const box = event.currentTarget.getBoundingClientRect(), { parse } = state;
  if (!parse) {
    return;
  }
  const x = ((event.clientX - box.left) * parse.width) / box.width;
  const y = ((event.clientY - box.top) * parse.height) / box.height;
  const found = parse.at(x, y);
  if (found) {
    choose({ person: found.person, region: found.region ?? state.region });
  }
}

function acceptDrops(element, take) {
  element.addEventListener("dragover", (event) => {
    event.preventDefault();
    element.classList.add("over");
  });
  element.addEventListener("dragleave", () => element.classList.remove("over"));
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    element.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
}

function showPane(name) {
  for (const each of ["result", "overlay"]) {
    find(`${each}-pane`).classList.toggle("away", each !== name);
    find(`show-${each}`).setAttribute("aria-pressed", String(each === name));
  }
  layOut();
}

async function loadWardrobe() {
  try {
    await wardrobe.load();
  } catch (error) {
    complain(error);
  }
  show();
}

function connect() {
  const choosers = [["photo-file", ([file]) => file && openPhoto(file)], ["garment-file", (files) => addGarments(files)]];
  for (const [id, take] of choosers) {
    find(id).addEventListener("change", (event) => {
      const files = [...event.target.files];
      event.target.value = "";
      take(files);
    });
  }
  for (const id of ["open", "choose"]) {
    find(id).addEventListener("click", () => find("photo-file").click());
  }
  find("add").addEventListener("click", () => find("garment-file").click());
  find("sample").addEventListener("click", async () => {
    const response = await fetch("/web/sample.jpg");
    openPhoto(new File([await response.blob()], "sample.jpg", { type: "image/jpeg" }));
  });
  find("take-off").addEventListener("click", () => {
    const worn = new Map(state.worn);
    worn.delete(place());
    dress(worn);
  });
  find("download").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = find("after").src;
    link.download = `${state.photo.name.replace(/\.[^.]*$/, "")}-tryon.png`;
    link.click();
  });
  find("language").addEventListener("click", async () => {
    speak(otherLanguage());
    show();
    await loadWardrobe(); // garments have names in each language
  });
  find("cancel").addEventListener("click", () => state.running?.abort());
  find("dismiss").addEventListener("click", () => { find("problem").hidden = true; });
  find("compare").addEventListener("input", (event) => {
    find("result-picture").style.setProperty("--at", `${event.target.value}%`);
    find("result-picture").classList.toggle("comparing", Number(event.target.value) > 0);
  });
  for (const name of ["result", "overlay"]) {
    find(`show-${name}`).addEventListener("click", () => showPane(name));
    find(`${name}-picture`).addEventListener("click", pick);
    acceptDrops(find(`${name}-stage`), ([file]) => file && openPhoto(file));
  }
  acceptDrops(document.querySelector(".panel"), addGarments);
  for (const event of ["dragover", "drop"]) {
    window.addEventListener(event, (dropped) => dropped.preventDefault()); // never leaves the page
  }
  find("photo").addEventListener("load", layOut);
  new ResizeObserver(layOut).observe(find("result-stage"));
  new ResizeObserver(layOut).observe(find("overlay-stage"));
  onKeyNeeded(keyFromDialog);
}

let asking = null;

// Asks for a key once, however many requests need one.
function keyFromDialog() {
  asking ??= new Promise((resolve) => {
    const dialog = find("key-dialog");
    dialog.addEventListener("close", () => {
      asking = null;
      resolve(find("key").value || null);
      find("key").value = "";
    }, { once: true });
    dialog.showModal();
  });
  return asking;
}

speakAsUsual();
connect();
showPane("result");
show();
loadWardrobe();
