// VERIFY: files dropped and told apart, a capture pasted, and the page of a verdict by mouse and keys. Every page is complete without it.
(() => {
  const find = (selector, within = document) => [...within.querySelectorAll(selector)];
  const say = (text) => {
    document.getElementById("said").textContent = text;
  };

  // --- files: dropped anywhere on their card, and what is said of one of them ---
  const given = document.querySelector("input[type=file][data-each]");
  const rows = given && document.getElementById(given.dataset.each);
  const pattern = rows?.querySelector("template");
  const tell = () => {
    find(".one", rows).forEach((row) => row.remove());
    const files = [...given.files];
    rows.hidden = files.length < 2;
    if (rows.hidden) return;
    files.forEach((file, place) => {
      const row = pattern.content.cloneNode(true);
      row.querySelector("[data-name]").textContent = file.name;
      for (const input of find("input, textarea", row)) {
        input.id = `${input.name}-${place}`;
        input.name = input.id;
        input.previousElementSibling.htmlFor = input.id;
      }
      rows.append(row);
    });
    say(rows.dataset.said.replace("9", files.length));
  };
  if (given && rows) {
    given.addEventListener("change", tell);
    if (given.files.length) tell();
    const zone = given.closest(".card");
    const over = (on) => (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      given.closest(".drop").classList.toggle("over", on);
    };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", (event) => {
      over(false)(event);
      const all = new DataTransfer();
      for (const file of [...given.files, ...event.dataTransfer.files]) all.items.add(file);
      if (all.files.length === given.files.length) return;
      given.files = all.files;
      tell();
    });
  }

  // --- a capture from the clipboard ---
  const capture = document.querySelector("input[type=file][data-paste]");
  const waits = find("[data-needs-file]");
  const settle = () => {
    for (const button of waits) button.setAttribute("aria-disabled", capture.files.length ? "false" : "true");
  };
  if (capture) {
    settle();
    capture.addEventListener("change", settle);
    document.addEventListener("paste", (event) => {
      const images = [...event.clipboardData.files];
      if (!images.length) return;
      event.preventDefault();
      const all = new DataTransfer();
      for (const file of [...capture.files, ...images]) all.items.add(file);
      capture.files = all.files;
      settle();
      say(capture.dataset.paste);
    });
  }

  // --- a list of cases: choose all that are shown ---
  const whole = document.querySelector("[data-all]");
  whole?.addEventListener("change", () => {
    for (const box of find(`input[name=${whole.dataset.all}]`)) box.checked = whole.checked;
  });

  // --- the page of a verdict ---
  const sheet = document.querySelector(".verdict-sheet");
  if (!sheet) return;
  const dialog = document.getElementById("field");
  const places = (finding) =>
    find('.in a[href^="#m-"]', finding).map((link) => document.getElementById(link.hash.slice(1)));
  const show = (finding) => {
    for (let fold = finding.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details"))
      fold.open = true;
    finding.open = true;
    finding.querySelector("summary").focus();
    finding.scrollIntoView({ block: "nearest" });
  };
  sheet.addEventListener(
    "toggle",
    (event) => {
      const finding = event.target;
      if (!finding.matches?.("details.f")) return;
      for (const mark of places(finding)) mark?.classList.toggle("chosen", finding.open);
    },
    true,
  );
  for (const finding of find("details.f[open]", sheet))
    for (const mark of places(finding)) mark?.classList.add("chosen");

  // a box: the field that was read there, to correct it; and its findings
  const correct = (name) => {
    const link = sheet.querySelector(`a[data-correct="${name}"]`);
    if (!dialog || !link) return false;
    dialog.querySelector("[name=field]").value = name;
    dialog.querySelector("[data-label]").textContent = link.dataset.label;
    dialog.querySelector("[data-read]").textContent = link.dataset.read;
    dialog.querySelector("[name=value]").value = link.dataset.value;
    dialog.querySelector("[name=note]").value = "";
    const list = dialog.querySelector("[data-findings]");
    list.replaceChildren();
    for (const finding of find("details.f", sheet)) {
      if (!places(finding).some((mark) => mark?.dataset.field === name)) continue;
      const line = document.createElement("a");
      line.href = `#${finding.id}`;
      line.textContent = finding.querySelector("summary .said").textContent;
      line.addEventListener("click", (event) => {
        event.preventDefault();
        dialog.close();
        show(finding);
      });
      const item = document.createElement("li");
      item.append(line);
      list.append(item);
    }
    list.parentElement.hidden = !list.children.length;
    dialog.showModal();
    dialog.querySelector("[name=value]").select();
    return true;
  };
  sheet.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-field]");
    const link = event.target.closest("a[data-correct]");
    const name = mark?.dataset.field ?? link?.dataset.correct;
    if (name && correct(name)) {
      event.preventDefault();
      return;
    }
    const leads = event.target.closest('a[href^="#f-"]');
    const finding = leads && document.getElementById(leads.getAttribute("href").slice(1));
    if (finding instanceof HTMLDetailsElement) {
      event.preventDefault();
      history.replaceState(null, "", `#${finding.id}`);
      show(finding);
    }
  });
  dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  // keys, beside those of every page
  const document_ = sheet.querySelector(".doc");
  const figures = find("figure", document_ ?? undefined).filter((one) => document_?.contains(one));
  const turn = (step) => {
    if (!figures.length) return;
    const tops = figures.map((one) => one.getBoundingClientRect().top);
    const here = tops.findLastIndex((top) => top < 80);
    const next = figures[Math.min(Math.max(here + step, 0), figures.length - 1)];
    next.scrollIntoView({ block: "start" });
    say(next.querySelector("figcaption").textContent);
  };
  const zoom = (step) => {
    if (!document_) return;
    const now = Math.min(Math.max(Number(document_.dataset.zoom ?? 1) + step, 1), 4);
    document_.dataset.zoom = now;
  };
  const line = (step) => {
    const all = find("details.f > summary", sheet).filter((one) => one.checkVisibility({ contentVisibilityAuto: true }));
    const here = all.indexOf(document.activeElement);
    all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step]?.focus();
  };
  const keys = {
    d: () => {
      const finding = document.activeElement.closest("details.f") ?? sheet.querySelector("details.f[open]");
      const mark = finding && places(finding).find(Boolean);
      if (!mark) return;
      mark.closest("figure").scrollIntoView({ block: "nearest" });
      mark.scrollIntoView({ block: "center" });
      find(".mk.shown", sheet).forEach((one) => one.classList.remove("shown"));
      mark.classList.add("shown");
      say(mark.getAttribute("aria-label"));
    },
    "[": () => turn(-1),
    "]": () => turn(1),
    "+": () => zoom(1),
    "-": () => zoom(-1),
    a: () => {
      document.getElementById("ask")?.scrollIntoView({ block: "start" });
      document.querySelector("#ask textarea")?.focus();
    },
    j: () => line(1),
    k: () => line(-1),
  };
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (document.documentElement.dataset.keys !== "on" || document.querySelector("dialog[open]")) return;
      if (event.target.closest("input:not([type=checkbox], [type=radio], [type=file]), textarea, select")) return;
      if (!Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      keys[event.key]();
    },
    true,
  );
})();
