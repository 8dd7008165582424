// Keys, focus after partial loads, dropped files. Every page is complete without this file.
(() => {
  const root = document.documentElement;
  const find = (selector, within = document) => [...within.querySelectorAll(selector)];
  const say = (text) => {
    document.getElementById("said").textContent = text;
  };

  // --- rows: a list is one stop of the tab key, with arrows, j and k inside ---
  const rows = () => find("[data-row]").filter((row) => row.offsetParent !== null);
  const gather = (within = document) => {
    for (const list of find("[data-list]", within)) {
      find("[data-row]", list).forEach((row, place) => row.setAttribute("tabindex", place ? "-1" : "0"));
    }
  };
  const choose = (row) => {
    const list = row.closest("[data-list]");
    if (list) for (const other of find("[data-row]", list)) other.setAttribute("tabindex", other === row ? "0" : "-1");
    find("tr.sel").forEach((line) => line.classList.remove("sel"));
    row.closest("tr")?.classList.add("sel");
    row.focus();
  };
  const move = (step) => {
    const all = rows();
    const here = all.indexOf(document.activeElement);
    const next = all[here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step];
    if (next) choose(next);
  };

  // --- keys ---
  const typing = (target) => target.closest("input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]");
  const opened = () => document.querySelector("dialog[open]");
  const entry = (keys) => find("[data-key]").find((link) => link.dataset.key.split(",").includes(keys));
  let waiting = "";
  let until = 0;

  const plain = {
    "/": () => document.querySelector("[data-search]")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
    j: () => move(1),
    k: () => move(-1),
    x: () => {
      const box = document.activeElement.closest("tr, .f")?.querySelector("input[type=checkbox]");
      if (box) box.click();
    },
    e: () => {
      const all = find("details.f");
      const shut = all.some((one) => !one.open);
      all.forEach((one) => {
        one.open = shut;
      });
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && typing(event.target)) {
      event.target.blur();
      return;
    }
    if (typing(event.target) || opened()) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target.matches("[data-list] [data-row]")) {
        event.preventDefault();
        move(event.key === "ArrowDown" ? 1 : -1);
      }
      return;
    }
    if (root.dataset.keys !== "on") return;
    const now = event.timeStamp;
    const keys = waiting && now < until ? `${waiting} ${event.key}` : event.key;
    waiting = "";
    const link = entry(keys);
    if (link) {
      event.preventDefault();
      link.click();
    } else if (keys === "g") {
      waiting = "g";
      until = now + 1500;
    } else if (Object.hasOwn(plain, keys)) {
      event.preventDefault();
      plain[keys]();
    }
  });

  // --- a blocked act says why and does nothing ---
  document.addEventListener("click", (event) => {
    const blocked = event.target.closest("[aria-disabled=true]");
    if (!blocked) return;
    event.preventDefault();
    const reasons = document.getElementById(blocked.getAttribute("aria-describedby") ?? "");
    if (reasons) say(reasons.textContent.trim());
  });

  // --- a finding and its place on the page picture ---
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.mark");
    if (!mark) return;
    const finding = document.querySelector(`details.f[data-number="${mark.dataset.finding}"]`);
    if (!finding) return;
    event.preventDefault();
    finding.open = true;
    finding.scrollIntoView({ block: "nearest" });
    finding.querySelector("summary").focus();
  });
  document.addEventListener(
    "toggle",
    (event) => {
      const finding = event.target;
      if (!(finding instanceof HTMLDetailsElement) || !finding.dataset.number) return;
      for (const mark of find(`a.mark[data-finding="${finding.dataset.number}"]`)) {
        mark.classList.toggle("chosen", finding.open);
        if (finding.open) mark.scrollIntoView({ block: "nearest" });
      }
    },
    true,
  );
  const linked = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (linked instanceof HTMLDetailsElement) linked.open = true;

  // --- dropped files ---
  for (const form of find("form[data-drop]")) {
    const input = form.querySelector("input[type=file]");
    const over = (on) => (event) => {
      event.preventDefault();
      form.classList.toggle("over", on);
    };
    form.addEventListener("dragover", over(true));
    form.addEventListener("dragleave", over(false));
    form.addEventListener("drop", (event) => {
      over(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }

  // --- copying, printing ---
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy], [data-print]");
    if (!button) return;
    if ("print" in button.dataset) {
      print();
      return;
    }
    const source = document.getElementById(button.dataset.copy);
    await navigator.clipboard.writeText("value" in source ? source.value : source.textContent.trim());
    say(button.dataset.done ?? "");
  });

  // --- after a partial load: focus goes to the new heading, and the result is spoken ---
  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    gather(part);
    const heading = part.matches?.("[data-heading]") ? part : part.querySelector?.("[data-heading]");
    if (!heading) return;
    heading.setAttribute("tabindex", "-1");
    heading.focus();
    say(heading.textContent.trim());
  });
  document.addEventListener("htmx:responseError", (event) => say(event.detail.xhr.statusText));

  // --- on a phone: filters fold away, and the stage that a record has reached is in view ---
  const narrow = matchMedia("(max-width: 767px)");
  for (const one of find("details[data-narrow]")) {
    const chosen = find("select", one).some((select) => select.value);
    const fit = () => {
      one.open = !narrow.matches || chosen;
    };
    fit();
    narrow.addEventListener("change", fit);
  }
  for (const here of find(".steps-x [aria-current]")) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.offsetLeft - 40;

  // --- a line of parts that is begun gets a key of its own: the next free one ---
  document.addEventListener("change", (event) => {
    const key = event.target.closest(".part")?.querySelector("[data-mark]");
    if (!key || key === event.target || key.value) return;
    const letter = key.dataset.mark === "w" ? "" : key.dataset.mark;
    const taken = new Set(find("[data-mark]", key.form).map((one) => one.value));
    let number = 1;
    while (taken.has(`${letter}${number}`)) number += 1;
    key.value = `${letter}${number}`;
  });

  gather();
})();
