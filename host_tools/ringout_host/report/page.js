"use strict";
// Search, dates and keys of the list of tests. Without it the page is complete; it only hides rows.
(() => {
  const form = document.querySelector(".find"), find = document.getElementById("find");
  const from = document.getElementById("from"), to = document.getElementById("to");
  const count = document.getElementById("count");
  const rows = [...document.querySelectorAll("#list tbody tr")];
  const texts = rows.map(row => row.textContent.toLowerCase());
  const shown = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    rows.forEach((row, n) => {
      const day = row.dataset.day;
      const fits = words.every(word => texts[n].includes(word)) &&
        (!from.value || day >= from.value) && (!to.value || (day && day <= to.value));
      row.hidden = !fits;
      left += fits;
    });
    count.textContent = left === rows.length ? "" : left + " of " + rows.length;
  };
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  for (const field of [find, from, to]) field.addEventListener("input", shown);
  for (const link of document.querySelectorAll("[data-find]"))
    link.addEventListener("click", () => { find.value = link.dataset.find; shown(); });
  const opened = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", opened);
  opened();
  const failed = [...document.querySelectorAll("details[data-failed]")];
  let at = -1;
  addEventListener("keydown", event => {
    if (event.key === "Escape") { find.value = from.value = to.value = ""; shown(); find.blur(); }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "INPUT") return;
    if (event.key === "/") { event.preventDefault(); find.scrollIntoView({block: "center"}); find.focus(); }
    if ((event.key === "n" || event.key === "p") && failed.length) {
      at = (at + (event.key === "n" ? 1 : -1) + failed.length) % failed.length;
      failed[at].open = true;
      failed[at].scrollIntoView({block: "center"});
      failed[at].querySelector("summary").focus();
    }
  });
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details")) each.open = true;
  });
})();
