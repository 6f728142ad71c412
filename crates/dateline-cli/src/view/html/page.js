"use strict";
(function () {
  var parts = Array.prototype.slice.call(document.querySelectorAll("[data-p]"));
  var by = {};
  parts.forEach(function (e) {
    e.dataset.p.split(" ").forEach(function (p) { (by[p] = by[p] || []).push(e); });
  });
  var lit = [], held = null;
  function light(p) {
    lit.forEach(function (e) { e.classList.remove("on"); });
    lit = p === null ? [] : by[p] || [];
    lit.forEach(function (e) { e.classList.add("on"); });
  }
  function of(target) {
    var e = target.closest ? target.closest("[data-p]") : null;
    return e ? e.dataset.p.split(" ")[0] : null;
  }
  function reveal(p, but) {
    var seen = {};
    (by[p] || []).forEach(function (e) {
      var box = e.closest(".report, .points");
      if (!box || box === but || seen[box.id]) { return; }
      seen[box.id] = true;
      var folded = e.closest("details");
      if (folded) { folded.open = true; }
      e.scrollIntoView({ block: "center", inline: "nearest" });
    });
  }
  document.addEventListener("mouseover", function (e) { light(of(e.target) || held); });
  document.addEventListener("focusin", function (e) { light(of(e.target) || held); });
  document.addEventListener("click", function (e) {
    var p = of(e.target);
    held = p;
    light(p);
    if (p === null) { return; }
    if (e.target.closest("a.t, a.l")) { e.preventDefault(); }
    reveal(p, e.target.closest(".report, .points"));
  });
  document.addEventListener("keydown", function (e) {
    if (e.key === "Escape") { held = null; light(null); }
    var p = e.key === "Enter" && !e.target.closest("a, summary") ? of(e.target) : null;
    if (p !== null) { held = p; light(p); reveal(p, e.target.closest(".report, .points")); }
  });
})();
