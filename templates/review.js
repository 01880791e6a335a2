// The page of `ibid review`: keeps the reader's place, turns keys into orders, and shows what the
// server says. Every word of a draft or a source comes in as text, never as mark-up of its own.
"use strict";

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

// What the page says, in its reader's language.
const words = JSON.parse(document.body.dataset.words);

let chosen = null;
let version = 0;

// What the browser keeps: a name, and words that were not written yet. It may refuse to.
const kept = {
  get: (name) => { try { return localStorage.getItem("ibid " + name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem("ibid " + name, value); } catch { /* as if it had none */ } },
  drop: (name) => { try { localStorage.removeItem("ibid " + name); } catch { /* as if it had none */ } },
};

// What goes wrong and what lasts is said until something else is.
function say(told, wrong = false, lasts = false) {
  const said = $("#said");
  said.textContent = told;
  said.classList.toggle("wrong", wrong);
  clearTimeout(say.timer);
  said.toggleAttribute("data-lasts", lasts);
  if (told && !wrong && !lasts) say.timer = setTimeout(() => { said.textContent = ""; }, 4000);
}

// The program keeps such words too: a browser that is killed forgets what it was told last.
let recalled = {};

function keepTyped(field, typed) {
  kept.set(field, typed);
  clearTimeout(keepTyped.timer);
  keepTyped.timer = setTimeout(() => ask("unwritten", { name: field, words: typed }).catch(() => {}), 200);
}

function dropTyped(field) {
  clearTimeout(keepTyped.timer);
  kept.drop(field);
  delete recalled[field];
  ask("unwritten", { name: field, words: null }).catch(() => {});
}

async function recall() {
  recalled = await (await ask("unwritten")).json();
}

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error(words.is_it_running);
  }
  if (!answer.ok) throw new Error(await answer.text() || answer.statusText);
  return answer;
}

// The queue.

const entries = () => $$("#list li");
const shown = () => entries().filter((entry) => !entry.hidden);
const entryOf = (key) => entries().find((entry) => entry.dataset.key === key);

function filter() {
  const show = $("#show").value;
  const having = $("#words").value.trim().toLowerCase();
  for (const entry of entries()) {
    const fits = show === "all" || (show === "open" ? !entry.dataset.decided : entry.classList.contains(show));
    const isChosen = entry.dataset.key === chosen && show === "open";
    entry.hidden = !(fits || isChosen) || !entry.textContent.toLowerCase().includes(having);
  }
  $("#none").hidden = shown().length > 0;
}

function select(key, moved = true) {
  const entry = entryOf(key);
  if (!entry) return;
  if (chosen !== key) $("#hits").replaceChildren();
  chosen = key;
  for (const one of entries()) {
    one.classList.toggle("chosen", one === entry);
    $("a", one).setAttribute("aria-current", one === entry ? "true" : "false");
  }
  for (const one of $$(".case")) one.hidden = one.id !== key;
  for (const one of $$(".said")) {
    const of = one.getAttribute("href").slice(1);
    one.classList.toggle("chosen", of === key);
    one.classList.toggle("decided", Boolean(entryOf(of)?.dataset.decided));
  }
  const it = $(`#${CSS.escape(key)}`);
  for (const [act, may] of [["sign-off", it.dataset.claim], ["waive", it.dataset.waivable], ["fix", it.dataset.mendable], ["edit", String("written" in it.dataset)]]) {
    $(`.actions [data-act="${act}"]`).disabled = may !== "true";
  }
  choosePassage(0);
  if (moved) {
    document.body.dataset.pane = "evidence";
    entry.scrollIntoView({ block: "nearest" });
    $(".said.chosen")?.scrollIntoView({ block: "center" });
    $(".evidence").scrollTop = 0;
    it.focus({ preventScroll: true });
  }
  filter();
}

function move(step) {
  const all = shown();
  const at = all.findIndex((entry) => entry.dataset.key === chosen);
  const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  if (to) select(to.dataset.key);
}

function next() {
  const all = entries();
  const at = all.findIndex((entry) => entry.dataset.key === chosen);
  const open = [...all.slice(at + 1), ...all.slice(0, at)].find((entry) => !entry.dataset.decided);
  if (open) select(open.dataset.key);
  else say(words.all_decided);
}

// The evidence.

const passages = () => $$(`#${CSS.escape(chosen)} .passage`).concat($$("#hits .passage"));

function choosePassage(at) {
  const all = passages();
  for (const one of $$(".passage")) one.classList.remove("chosen");
  const one = all[at];
  if (!one) return;
  one.classList.add("chosen");
  const folded = one.closest("details");
  if (folded && at > 0) folded.open = true;
}

function nextPassage() {
  const all = passages();
  if (all.length === 0) return;
  const at = (all.findIndex((one) => one.classList.contains("chosen")) + 1) % all.length;
  choosePassage(at);
  all[at].focus();
  all[at].scrollIntoView({ block: "nearest" });
}

function passage() {
  const one = $(".passage.chosen");
  if (!one) return null;
  const { source, start, end, found } = one.dataset;
  return { source, start: Number(start), end: Number(end), found: found === "true" };
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

// The text in pieces, with the words that were asked for marked.
function marked(text, asked) {
  const wanted = asked.match(/[\p{L}\p{N}]{3,}/gu);
  if (!wanted) return [text];
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(${wanted.join("|")})(?![\\p{L}\\p{N}])`, "giu");
  return text.split(found).map((piece, at) => (at % 2 === 1 ? element("mark", piece) : piece));
}

async function search(asked) {
  say(words.searching);
  const answer = await ask(`search?words=${encodeURIComponent(asked)}`);
  const hits = await answer.json();
  const made = hits.map((hit) => {
    const one = element("div", "", "passage");
    one.tabIndex = 0;
    Object.assign(one.dataset, { source: hit.source, start: hit.start, end: hit.end, found: "true" });
    const section = element("section", "", "citation");
    const head = element("p", "", "source");
    head.append(element("cite", hit.name));
    const quote = element("blockquote");
    quote.append(...marked(hit.words, asked));
    section.append(head, quote);
    const choose = element("p", "", "choose");
    for (const [act, label] of [["sign-off", words.sign_off_against], ["source", words.in_source]]) {
      const button = element("button", label);
      button.type = "button";
      button.dataset.act = act;
      choose.append(button, " ");
    }
    one.append(section, choose);
    return one;
  });
  if (made.length === 0) made.push(element("p", words.nothing_found, "quiet"));
  say("");
  $("#hits").replaceChildren(...made);
  const first = $("#hits .passage");
  if (first) {
    choosePassage(passages().indexOf(first));
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "center" });
  }
}

async function inSource() {
  const one = passage();
  if (!one) return;
  const answer = await ask("source", { item: chosen, passage: one });
  const { name, before, words: cited, after } = await answer.json();
  $("#source-name").textContent = name;
  const mark = element("mark", cited);
  $("#source .text").replaceChildren(before, mark, after);
  $("#source").showModal();
  mark.scrollIntoView({ block: "center" });
}

// Decisions.

const name = () => kept.get("by") || document.body.dataset.by || "";

async function order(what) {
  const answer = await ask("order", what);
  const done = await answer.text();
  await refresh();
  say(done);
}

// Asks for words, a name or both; what was typed and not written is kept until it is.
function openAsk({ title, hint, label, given, keptAs, needsName, diffOf, write }) {
  const dialog = $("#ask");
  const area = $("textarea", dialog);
  const by = $("#ask-by input");
  $("#ask-title").textContent = title;
  $("#ask-words").hidden = !label;
  $("#ask-words span").textContent = label || "";
  $("#ask-by").hidden = !needsName;
  $("#ask-problem").textContent = "";
  const before = keptAs && (kept.get(keptAs) ?? recalled[keptAs]);
  $("#ask-hint").textContent = before ? words.words_kept : hint || "";
  area.value = before ?? given ?? "";
  by.value = name();
  const diff = $("#ask-diff");
  diff.hidden = true;
  const show = async () => {
    if (diffOf === undefined) return;
    const runs = await (await ask("difference", { was: diffOf, words: area.value })).json();
    const marks = { "-": "del", "+": "ins", " ": "span" };
    diff.replaceChildren(...runs.map(([mark, text]) => element(marks[mark], text)));
    diff.hidden = area.value === diffOf;
  };
  area.oninput = () => {
    if (keptAs) keepTyped(keptAs, area.value);
    clearTimeout(openAsk.timer);
    openAsk.timer = setTimeout(() => show().catch(() => {}), 150);
  };
  $("form", dialog).onsubmit = async (event) => {
    event.preventDefault();
    if (needsName) {
      if (!by.value.trim()) {
        $("#ask-problem").textContent = words.say_who;
        return;
      }
      kept.set("by", by.value.trim());
    }
    try {
      await write(area.value);
      if (keptAs) dropTyped(keptAs);
      dialog.close();
    } catch (error) {
      $("#ask-problem").textContent = error.message;
    }
  };
  area.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) $("form", dialog).requestSubmit();
  };
  dialog.showModal();
  (label ? area : by).focus();
  if (before) show().catch(() => {});
}

const acts = {
  next,
  undo: () => order({ do: "undo" }),
  help: () => $("#help").showModal(),
  source: inSource,
  "sign-off": () => {
    const against = passage();
    if (!against) {
      say(words.no_passage_to_sign, true);
      return undefined;
    }
    const item = chosen;
    const write = () => order({ do: "sign-off", item, passage: against, by: name() });
    const isFound = $(`#${CSS.escape(item)}`).dataset.pressing === "true";
    if (name() && !isFound) return write();
    const hint = isFound
      ? words.sign_off_all_the_same
      : words.sign_off_hint;
    openAsk({ title: words.sign_off, hint, needsName: true, write });
    return undefined;
  },
  "to-fix": () => {
    const item = chosen;
    openAsk({
      title: words.to_fix, label: words.what_to_do, needsName: true, keptAs: `note ${item}`,
      write: (note) => order({ do: "to-fix", item, note, by: name() }),
    });
  },
  waive: () => {
    const item = chosen;
    openAsk({
      title: words.waive, hint: words.waive_hint, label: words.why_may_stand, needsName: true,
      keptAs: `reason ${item}`, write: (reason) => order({ do: "waive", item, reason, by: name() }),
    });
  },
  edit: () => {
    const item = chosen;
    const was = $(`#${CSS.escape(item)}`).dataset.written;
    openAsk({
      title: words.edit, hint: words.edit_hint, label: words.as_in_file, given: was, diffOf: was,
      keptAs: `edit ${item}`, write: (sentence) => order({ do: "edit", item, was, words: sentence }),
    });
  },
  fix: () => order({ do: "fix", item: chosen }),
};

async function act(which, button) {
  if (button?.disabled) return;
  const own = button?.closest(".passage");
  if (own) choosePassage(passages().indexOf(own));
  try {
    await acts[which]();
  } catch (error) {
    say(error.message, true);
  }
}

// News from the server.

async function refresh() {
  const text = await (await ask(location.pathname)).text();
  const fresh = new DOMParser().parseFromString(text, "text/html");
  const order = entryOf(chosen)?.dataset.order;
  const top = $(".paper").scrollTop;
  for (const id of ["count", "problem", "list", "others", "sheet", "cases", "title", "undo"]) {
    const there = document.getElementById(id);
    const come = fresh.getElementById(id);
    if (there && come) {
      const focused = there.contains(document.activeElement) && document.activeElement !== there;
      there.replaceChildren(...come.childNodes);
      there.toggleAttribute("disabled", come.hasAttribute("disabled"));
      if (focused) $("#cases").focus({ preventScroll: true });
    }
  }
  $(".paper").scrollTop = top;
  const again = entryOf(chosen) || entries().find((entry) => entry.dataset.order === order) || entries()[0];
  if (again) select(again.dataset.key, false);
  else chosen = null;
}

function listen() {
  const news = new EventSource("news");
  news.onmessage = async (event) => {
    const told = JSON.parse(event.data);
    if (told.working) {
      say(told.doing ? `${told.doing}, ${told.percent} %` : words.checking, false, true);
      return;
    }
    if (version && told.version !== version) {
      await refresh().catch((error) => say(error.message, true));
    }
    if ($("#said").hasAttribute("data-lasts")) say("");
    version = told.version;
  };
  news.onerror = () => say(words.no_answer, true);
  news.onopen = () => { if ($("#said").classList.contains("wrong")) say(""); };
}

// Keys and clicks.

const keys = {
  j: () => move(1), k: () => move(-1), n: next, p: nextPassage,
  o: () => act("source"), s: () => act("sign-off"), f: () => act("to-fix"), w: () => act("waive", $('.actions [data-act="waive"]')),
  e: () => act("edit", $('.actions [data-act="edit"]')), c: () => act("fix", $('.actions [data-act="fix"]')), u: () => act("undo"),
  "/": () => { document.body.dataset.pane = "evidence"; $("#asked").focus(); }, "?": () => act("help"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (event.key === "Escape" && typing && !typing.closest("dialog")) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const does = keys[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.act) act(button.dataset.act, button);
  if (button?.dataset.pane) {
    document.body.dataset.pane = button.dataset.pane;
    if (button.dataset.pane === "draft") $(".said.chosen")?.scrollIntoView({ block: "center" });
  }
  const link = event.target.closest("#list a, .said");
  if (link) {
    event.preventDefault();
    select(link.getAttribute("href").slice(1));
  }
  const one = event.target.closest(".passage");
  if (one && !button) choosePassage(passages().indexOf(one));
});

$("#show").addEventListener("change", filter);
$("#words").addEventListener("input", filter);
$("#ask-leave").addEventListener("click", () => $("#ask").close());
$("#search").addEventListener("submit", (event) => {
  event.preventDefault();
  search($("#asked").value).catch((error) => say(error.message, true));
});

filter();
const first = shown()[0] || entries()[0];
if (first) {
  select(first.dataset.key, false);
  $(".said.chosen")?.scrollIntoView({ block: "center" });
}
recall().catch(() => {});
listen();
