// A dark sheet to draw on: mouse, finger, pen, or keys. Tells its ink as SIDE x SIDE bytes, some 15 times a second.
const FINE = 256, SIDE = 64, EVERY = 66;

export default {
  template: `
    <div>
      <canvas width="${FINE}" height="${FINE}" tabindex="0" role="application" :aria-label="label"></canvas>
      <span v-if="blank" aria-hidden="true">{{ hint }}</span>
    </div>`,
  props: { label: String, hint: String, pen: Number, pick: Number },
  data: () => ({ blank: true }),
  mounted() {
    this.canvas = this.$el.querySelector("canvas");
    this.ink = this.canvas.getContext("2d", { willReadFrequently: true });
    this.cursor = [FINE / 2, FINE / 2];
    for (const [kind, act] of Object.entries({ pointerdown: this.down, pointermove: this.move, pointerup: this.up,
      pointercancel: this.up, keydown: this.key, dragover: this.over, dragleave: this.out, drop: this.drop }))
      this.canvas.addEventListener(kind, act);
    this.clear();
  },
  beforeUnmount() { clearTimeout(this.waiting); },
  methods: {
    clear() {
      this.blank = true;
      this.ink.fillStyle = "#000"; this.ink.fillRect(0, 0, FINE, FINE);
      this.later();
    },
    erase(on) { this.rubs = on; },
    thick(share) { this.width = share * FINE; },
    place(e) {
      const box = this.canvas.getBoundingClientRect();
      return [(e.clientX - box.left) / box.width * FINE, (e.clientY - box.top) / box.height * FINE];
    },
    down(e) {
      if (e.button) return;
      e.preventDefault();
      this.canvas.focus({ preventScroll: true });
      this.canvas.setPointerCapture(e.pointerId);
      this.last = this.place(e);
      this.stroke(this.last);
    },
    move(e) {
      if (!this.last) return;
      for (const one of e.getCoalescedEvents?.() ?? [e]) this.stroke(this.place(one));
    },
    up() { this.last = null; },
    stroke(to) {
      const c = this.ink;
      this.blank = false;
      c.strokeStyle = this.rubs ? "#000" : "#fff";
      c.lineWidth = (this.width || this.pen * FINE) * (this.rubs ? 2 : 1);
      c.lineCap = c.lineJoin = "round";
      c.beginPath(); c.moveTo(...this.last); c.lineTo(...to); c.stroke();
      this.last = to;
      this.later();
    },
    key(e) {  // arrows move, Space puts the pen down and lifts it, Escape clears
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
      if (way) {
        this.last = this.cursor;
        this.cursor = this.cursor.map((one, i) => Math.min(Math.max(one + way[i] * FINE / 24, 8), FINE - 8));
        if (this.pressed) this.stroke(this.cursor);
      } else if (e.key === " ") {
        this.pressed = !this.pressed;
        this.last = this.cursor;
        if (this.pressed) this.stroke(this.cursor);
      } else if (e.key === "Escape") this.clear();
      else return;
      this.last = null;
      e.preventDefault();
    },
    over(e) { e.preventDefault(); this.$el.classList.add("axb-over"); },
    out() { this.$el.classList.remove("axb-over"); },
    drop(e) {
      e.preventDefault(); this.out();
      if (e.dataTransfer.files.length) getElement(this.pick)?.send(e.dataTransfer.files[0]);
    },
    later() { this.waiting ??= setTimeout(() => { this.waiting = null; this.tell(); }, EVERY); },
    tell() {
      const fine = this.ink.getImageData(0, 0, FINE, FINE).data, each = FINE / SIDE;
      const sums = new Float64Array(SIDE * SIDE);
      for (let y = 0; y < FINE; y++)
        for (let x = 0; x < FINE; x++)
          sums[Math.floor(y / each) * SIDE + Math.floor(x / each)] += fine[4 * (y * FINE + x)];
      this.$emit("ink", btoa(String.fromCharCode(...Uint8Array.from(sums, (sum) => sum / each / each))));
    },
  },
};
