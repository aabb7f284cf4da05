// Which steps of the lessons are done is kept in this browser; pages show it, and the arrow keys turn pages.
window.axbLessons = {
  kept() {
    try { const kept = JSON.parse(localStorage.getItem("axb-lessons")); return kept && typeof kept === "object" ? kept : {}; }
    catch { return {}; }
  },
  done(name) { const steps = this.kept()[name]; return Array.isArray(steps) ? steps.filter(Number.isInteger) : []; },
  finish(name, step) {
    const steps = [...new Set([...this.done(name), step])].sort((a, b) => a - b);
    try { localStorage.setItem("axb-lessons", JSON.stringify({ ...this.kept(), [name]: steps })); } catch { /* a private window */ }
    this.paint();
  },
  paint() {
    for (const dot of document.querySelectorAll("[data-lesson-step]")) {
      const [name, step] = dot.dataset.lessonStep.split("/");
      const done = this.done(name).includes(+step);
      dot.classList.toggle("axb-done", done);
      dot.setAttribute("aria-label", dot.dataset.words + (done ? ` (${dot.dataset.done})` : ""));
    }
    for (const card of document.querySelectorAll("[data-lesson]")) {
      const { lesson, steps, words, more } = card.dataset, done = this.done(lesson).filter((s) => s >= 1 && s <= +steps);
      const open = [...Array(+steps).keys()].map((i) => i + 1).find((s) => !done.includes(s)) ?? 1;
      card.setAttribute("href", `/lessons/${lesson}/${done.length === +steps ? 1 : open}`);
      card.querySelector(".axb-lesson-count").textContent = words.replace("0", done.length);
      card.querySelector(".axb-lesson-bar").style.setProperty("--share", done.length / +steps);
      if (done.length) card.querySelector(".axb-lesson-go").textContent = more;
    }
  },
};
document.addEventListener("keydown", (event) => {
  const way = { ArrowRight: "next", ArrowLeft: "prev" }[event.key];
  if (!way || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("canvas, input, textarea, select, [role=slider], [role=radio], [contenteditable], .q-menu")) return;
  document.querySelector(`.axb-lesson-turn a[rel=${way}]`)?.click();
});
