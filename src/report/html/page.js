"use strict";
(() => {
  const form = document.getElementById("tools");
  const units = [...document.querySelectorAll("tbody.unit")].map((unit) => ({
    unit, items: [...unit.querySelectorAll("li[data-kind]")], words: unit.textContent.toLowerCase(),
  }));
  const where = document.getElementById("where");
  const nothing = document.getElementById("nothing");
  let shown = [];
  let at = -1;

  const filter = () => {
    const data = new FormData(form);
    const kinds = new Set(data.getAll("kind"));
    const severity = Number(data.get("severity"));
    const words = data.get("words").trim().toLowerCase();
    const narrowed = severity > 0 || data.has("only") || form.querySelector("[name=kind]:not(:checked)") !== null;
    shown = [];
    let visible = 0;
    for (const { unit, items, words: text } of units) {
      let open = 0;
      for (const item of items) {
        item.hidden = !(kinds.has(item.dataset.kind) && Number(item.dataset.severity) >= severity);
        open += item.hidden ? 0 : 1;
      }
      unit.hidden = (narrowed && open === 0) || (words !== "" && !text.includes(words));
      visible += unit.hidden ? 0 : 1;
      if (!unit.hidden && (open > 0 || words !== "")) shown.push(unit);
    }
    nothing.hidden = visible > 0;
    at = -1;
    for (const { unit } of units) unit.classList.remove("here");
    where.textContent = `${shown.length} to see`;
  };

  const go = (step) => {
    if (shown.length === 0) return;
    if (at >= 0) shown[at].classList.remove("here");
    at = at < 0 ? (step > 0 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length;
    shown[at].classList.add("here");
    shown[at].focus({ preventScroll: true });
    shown[at].scrollIntoView({ block: "center" });
    where.textContent = `${at + 1} of ${shown.length}`;
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => { event.preventDefault(); go(1); });
  document.getElementById("next").addEventListener("click", () => go(1));
  document.getElementById("previous").addEventListener("click", () => go(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input[type=search], select");
    if (event.key === "Escape" && typing) { event.target.value = event.target.name === "words" ? "" : event.target.value; event.target.blur(); filter(); return; }
    if (typing) return;
    if (event.key === "/") { event.preventDefault(); form.elements.words.focus(); }
    else if (event.key === "n") go(1);
    else if (event.key === "p") go(-1);
  });
  filter();
})();
