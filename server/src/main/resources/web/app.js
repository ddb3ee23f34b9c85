// SPDX-License-Identifier: Apache-2.0
// What a script adds: the reader's time zone, theme, keys, values under the pointer, lost connections.
(() => {
  const root = document.documentElement;

  // The server writes all times, so it must know the zone; asked once, then remembered.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const told = document.cookie.split("; ").some(c => c === "ballast_zone=" + encodeURIComponent(zone));
  if (!told) {
    document.cookie = "ballast_zone=" + encodeURIComponent(zone) + "; path=/; max-age=31536000; samesite=lax";
    if (zone !== document.body.dataset.zone && document.cookie.includes("ballast_zone=")) location.reload();
  }

  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const toggle = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("ballast-theme", root.dataset.theme); } catch (e) { /* lasts for this page only */ }
  };

  const help = document.getElementById("help");
  for (const [id, act] of [["theme", toggle], ["keys", () => help.showModal()]]) {
    const button = document.getElementById(id);
    button.hidden = false;
    button.addEventListener("click", act);
  }

  const go = path => () => location.assign(path);
  const keys = {
    "/": () => { const box = document.getElementById("search"); box.focus(); box.select(); },
    "?": () => help.showModal(), "t": toggle, "o": go("/"), "i": go("/incidents"), "s": go("/services"), "r": go("/rollouts"), "c": go("/capacity"), "e": go("/events"), "d": go("/scorecard"), "g": go("/regions"), "a": go("/actions"),
  };
  document.addEventListener("keydown", event => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "Escape" && typing) event.target.blur();
    if (typing || event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });

  // What a link points to is shown, also where it is folded away.
  const unfold = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    for (let fold = target && target.closest("details:not([open])"); fold; fold = fold.parentElement.closest("details:not([open])")) fold.open = true;
    if (target) target.scrollIntoView({ block: "nearest" });
  };
  addEventListener("hashchange", unfold);
  unfold();

  // What the reader has opened stays open when the page is brought up to date.
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = (name, node) => !(name === "open" && node.tagName === "DETAILS");

  // A command is one click away from the clipboard; without a script it can be selected.
  const offer = () => document.querySelectorAll(".copy[hidden]").forEach(button => { button.hidden = false; });
  offer();
  document.body.addEventListener("htmx:sseMessage", offer);
  document.addEventListener("click", async event => {
    const button = event.target.closest ? event.target.closest(".copy") : null;
    if (!button) return;
    const text = button.parentElement.querySelector("pre");
    getSelection().selectAllChildren(text);
    try { await navigator.clipboard.writeText(text.textContent); button.textContent = "Copied"; } catch (e) { button.textContent = "Selected"; }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });

  // A connection that is lost is said, never hidden: what is shown is as old as it says.
  const connection = lost => {
    root.classList.toggle("lost", lost);
    document.querySelectorAll(".live-word").forEach(word => { word.textContent = lost ? "connection lost" : "live"; });
  };
  document.body.addEventListener("htmx:sseOpen", () => connection(false));
  document.body.addEventListener("htmx:sseError", () => connection(true));

  // Values under the pointer, read from the drawing itself.
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const leave = () => { tip.hidden = true; document.querySelectorAll(".hair").forEach(hair => hair.remove()); };
  document.addEventListener("pointermove", event => {
    const drawing = event.target.closest ? event.target.closest("svg[data-times]") : null;
    if (!drawing) { if (!tip.hidden) leave(); return; }
    const times = drawing.dataset.times.split("|");
    const box = drawing.getBoundingClientRect();
    const left = Number(drawing.dataset.left), right = Number(drawing.dataset.right);
    const x = (event.clientX - box.left) * drawing.viewBox.baseVal.width / box.width;
    const at = Math.max(0, Math.min(times.length - 1, Math.round((x - left) / (right - left) * (times.length - 1))));
    leave();
    const hair = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const hx = left + (right - left) * at / Math.max(1, times.length - 1);
    hair.setAttribute("class", "hair");
    hair.setAttribute("d", "M" + hx + " 12V126");
    drawing.append(hair);
    const lines = [times[at] + " " + document.body.dataset.zone];
    drawing.querySelectorAll("[data-values]").forEach(line => lines.push(line.dataset.name + ": " + line.dataset.values.split("|")[at]));
    drawing.querySelectorAll("[data-mark]").forEach(mark => { if (Math.abs(Number(mark.dataset.at) - x) < 5) lines.push(mark.dataset.mark); });
    tip.textContent = lines.join("\n");
    tip.hidden = false;
    tip.style.left = Math.max(4, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = (event.clientY + 14) + "px";
  });
})();
