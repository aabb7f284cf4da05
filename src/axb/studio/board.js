window.axbBoard = {
  // A card, once it is drawn, comes into view, and what is in it gets the keyboard's focus.
  show(card, focus, tries = 100) {
    const one = document.getElementById(card)?.querySelector(focus);
    if (!one) {
      if (tries) setTimeout(() => this.show(card, focus, tries - 1), 50);
      return;
    }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    document.getElementById(card).scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    one.focus({ preventScroll: true });
  },

  // Drag and drop is the browser's own; only what was let go, and at which place, is sent.
  lift(event) {
    const one = event.target.closest("[data-drag]");
    if (!one) return;
    event.dataTransfer.setData("text/plain", one.dataset.drag);
    event.dataTransfer.effectAllowed = "all";
    setTimeout(() => document.body.classList.add("axb-dragging")); // Chromium ends a drag whose start changes the page
  },
  over(event) {
    const slot = this.slot(event);
    this.clear();
    if (!slot) return;
    event.preventDefault();
    slot.classList.add("axb-over");
  },
  drop(event, emit) {
    const slot = this.slot(event);
    this.end();
    if (!slot) return;
    event.preventDefault();
    emit(event.dataTransfer.getData("text/plain"), slot.dataset.slot);
  },
  end() {
    this.clear();
    document.body.classList.remove("axb-dragging");
  },
  clear() {
    document.querySelectorAll(".axb-over").forEach((one) => one.classList.remove("axb-over"));
  },
  // The nearest place of the chain under the pointer; none for what does not come from this page.
  slot(event) {
    const chains = ".axb-branch, .axb-way, .axb-skip-line, .axb-chain";
    if (!document.body.classList.contains("axb-dragging")) return null;
    const under = event.target.closest ? event.target : event.target.parentElement; // Firefox tells of text
    for (let chain = under.closest(chains); chain; chain = chain.parentElement.closest(chains)) {
      const slots = [...chain.querySelectorAll(":scope > [data-slot]")];
      if (slots.length) return slots.reduce((one, other) => (this.away(one, event) <= this.away(other, event) ? one : other));
    }
    return null;
  },
  away(slot, event) {
    const box = slot.getBoundingClientRect();
    return Math.abs(event.clientY - (box.top + box.bottom) / 2);
  },
};
