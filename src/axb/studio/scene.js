// Draws axb.views.scene.Scene on a canvas, and tells what a hand does. Units: CSS pixels of a picture 400 high.
const SIDES = { left: 46, right: 12, top: 10, bottom: 40 };
const LIGHT = "#fafaf8";  // images are light on dark pages too

export default {
  template: `<div><canvas tabindex="0" role="img" :aria-label="label"></canvas><span class="axb-hidden" aria-live="polite"></span></div>`,
  props: { label: String, keys: String, colors: Object, letters: Number, first: Object },
  mounted() {
    this.canvas = this.$el.querySelector("canvas");
    this.spoken = this.$el.querySelector("span");
    this.images = new Map();
    this.chosen = null;
    for (const [kind, act] of Object.entries({ pointerdown: this.down, pointermove: this.move, pointerup: this.up,
      pointercancel: this.up, keydown: this.key })) this.canvas.addEventListener(kind, act);
    this.watcher = new ResizeObserver(() => this.later());
    this.watcher.observe(this.$el);
    // A canvas keeps what it drew: the first picture waits for the letters (Japanese, where the machine has none).
    const drawable = () => { this.lettered = true; this.later(); };
    document.fonts.load(`16px ${getComputedStyle(document.body).fontFamily}`).then(drawable, drawable);
    if (this.first) this.show(this.first);
  },
  beforeUnmount() { this.watcher?.disconnect(); cancelAnimationFrame(this.waiting); },
  methods: {
    show(scene) {
      if (scene.base !== undefined && scene.base !== this.scene?.number) { this.$emit("lost"); return; }
      if (scene.base !== undefined) scene = { ...scene, marks: scene.marks.map((mark, i) => mark ?? this.scene.marks[i]) };
      this.scene = scene;
      this.canvas.setAttribute("aria-label", `${this.label}. ${scene.caption || ""}${this.hands() ? " " + this.keys : ""}`);
      this.fresh = true;
      this.later();
    },
    hands() { return this.scene && (this.scene.taps || this.scene.marks.some((m) => m.name)); },
    later() { if (!this.waiting) this.waiting = requestAnimationFrame(() => { this.waiting = 0; this.draw(); }); },
    color(name) { return this.colors[name] || name || this.colors.ink; },

    // ---- from the axes' coordinates to pixels and back
    measure() {
      const { clientWidth: w, clientHeight: h } = this.canvas, s = this.letters, scene = this.scene;
      const box = { l: 4, t: 4, r: w - 4, b: h - 4 };
      if (scene.y.shown) box.l = SIDES.left * s;
      if (scene.x.shown) box.b = h - SIDES.bottom * s;
      if (scene.x.shown || scene.y.shown) { box.r = w - SIDES.right; box.t = SIDES.top; }
      const flat = (axis) => [axis.low ?? 0, axis.high ?? 1].map((v) => (axis.log ? Math.log10(v) : v));
      let [x0, x1] = flat(scene.x), [y0, y1] = flat(scene.y);
      if (scene.square) {  // one unit as long on both axes: the shorter one shows more
        const unit = Math.min((box.r - box.l) / (x1 - x0), (box.b - box.t) / (y1 - y0));
        const mx = ((box.r - box.l) / unit - (x1 - x0)) / 2, my = ((box.b - box.t) / unit - (y1 - y0)) / 2;
        x0 -= mx; x1 += mx; y0 -= my; y1 += my;
      }
      const kx = (box.r - box.l) / (x1 - x0 || 1), ky = (box.b - box.t) / (y1 - y0 || 1);
      const lx = scene.x.log ? Math.log10 : (v) => v, ly = scene.y.log ? Math.log10 : (v) => v;
      const ex = scene.x.log ? (v) => 10 ** v : (v) => v, ey = scene.y.log ? (v) => 10 ** v : (v) => v;
      this.view = { w, h, box, x0, x1, y0, y1,
        px: (v) => box.l + (lx(v) - x0) * kx, py: (v) => box.b - (ly(v) - y0) * ky,
        ix: (p) => ex(x0 + (p - box.l) / kx), iy: (p) => ey(y0 + (box.b - p) / ky) };
      return this.view;
    },

    draw() {
      if (!this.lettered || !this.scene || !this.canvas.clientWidth) return;
      const v = this.measure(), ratio = window.devicePixelRatio || 1, c = this.canvas.getContext("2d");
      if (this.canvas.width !== Math.round(v.w * ratio) || this.canvas.height !== Math.round(v.h * ratio)) {
        this.canvas.width = Math.round(v.w * ratio); this.canvas.height = Math.round(v.h * ratio);
      }
      c.setTransform(ratio, 0, 0, ratio, 0, 0);
      c.fillStyle = this.colors.paper; c.fillRect(0, 0, v.w, v.h);
      this.axes(c, v);
      c.save();
      c.beginPath(); c.rect(v.box.l, v.box.t, v.box.r - v.box.l, v.box.b - v.box.t); c.clip();
      for (const mark of this.scene.marks) {
        c.globalAlpha = mark.opacity ?? 1;
        this["draw_" + mark.kind](c, v, mark);
      }
      this.ring(c, v);
      c.restore();
      c.globalAlpha = 1;
      this.name_y(c, v);
      this.count = (this.count || 0) + 1;
      this.$el.dataset.frames = this.count;
      if (this.fresh) { this.fresh = false; this.$emit("drawn"); }
    },
    draw_points(c, v, m) {
      const below = this.scene.marks.some((one) => one.kind === "image") ? LIGHT : this.colors.paper;
      for (let i = 0; i < m.x.length; i++) {
        if (m.x[i] === null || m.y[i] === null) continue;
        const color = this.color(Array.isArray(m.color) ? m.color[i] : m.color);
        const hollow = Array.isArray(m.hollow) ? m.hollow[i] : m.hollow;
        const x = v.px(m.x[i]), y = v.py(m.y[i]), r = m.size * this.letters ** 0.5;
        c.beginPath(); c.arc(x, y, r, 0, 7);
        if (hollow) { c.fillStyle = below; c.fill(); c.lineWidth = 2; c.strokeStyle = color; c.stroke(); }
        else { c.fillStyle = color; c.fill(); c.lineWidth = 1.2; c.strokeStyle = below; c.stroke(); }
        if (m.chosen === i) { c.beginPath(); c.arc(x, y, r + 4, 0, 7); c.lineWidth = 2.5; c.strokeStyle = this.colors.ink; c.stroke(); }
      }
    },
    draw_line(c, v, m) {
      c.strokeStyle = this.color(m.color); c.lineWidth = m.width; c.lineJoin = "round"; c.lineCap = "round";
      c.setLineDash(m.dashed ? [7, 6] : []);
      c.beginPath();
      let down = false;
      for (let i = 0; i < m.x.length; i++) {
        if (m.x[i] === null || m.y[i] === null) { down = false; continue; }
        const x = v.px(m.x[i]), y = Math.max(-1e4, Math.min(1e4, v.py(m.y[i])));
        if (down) c.lineTo(x, y); else c.moveTo(x, y);
        down = true;
      }
      c.stroke(); c.setLineDash([]);
    },
    draw_segments(c, v, m) {
      c.lineCap = "round"; c.setLineDash(m.dashed ? [6, 5] : []);
      for (let i = 0; i < m.x0.length; i++) {
        const w = Array.isArray(m.width) ? m.width[i] : m.width;
        if (!(w > 0) || m.x0[i] === null || m.x1[i] === null || m.y0[i] === null || m.y1[i] === null) continue;
        const x0 = v.px(m.x0[i]), y0 = v.py(m.y0[i]), x1 = v.px(m.x1[i]), y1 = v.py(m.y1[i]);
        c.strokeStyle = c.fillStyle = this.color(Array.isArray(m.color) ? m.color[i] : m.color);
        c.lineWidth = w; c.beginPath(); c.moveTo(x0, y0); c.lineTo(x1, y1); c.stroke();
        const long = Math.hypot(x1 - x0, y1 - y0);
        if (m.arrow && long > 2) {
          const a = Math.atan2(y1 - y0, x1 - x0), n = Math.min(6 + 2 * w, long);
          c.beginPath(); c.moveTo(x1, y1);
          c.lineTo(x1 - n * Math.cos(a - 0.45), y1 - n * Math.sin(a - 0.45));
          c.lineTo(x1 - n * Math.cos(a + 0.45), y1 - n * Math.sin(a + 0.45)); c.fill();
        }
      }
      c.setLineDash([]);
    },
    draw_boxes(c, v, m) {
      const alpha = c.globalAlpha;
      for (let i = 0; i < m.x0.length; i++) {
        const x = v.px(m.x0[i]), y = v.py(m.y0[i]), w = v.px(m.x1[i]) - x, h = v.py(m.y1[i]) - y;
        c.fillStyle = c.strokeStyle = this.color(Array.isArray(m.color) ? m.color[i] : m.color);
        c.globalAlpha = alpha * (m.fill ?? 0); c.fillRect(x, y, w, h);
        c.globalAlpha = alpha;
        if (m.width) { c.lineWidth = m.width; c.setLineDash(m.dashed ? [6, 5] : []); c.strokeRect(x, y, w, h); c.setLineDash([]); }
      }
    },
    draw_image(c, v, m) {
      const [h, w] = m.pixels.shape, x = v.px(m.x0), y = v.py(m.y1);
      let kept = this.images.get(m.pixels.rgb);
      if (!kept) {
        const raw = bytes(m.pixels.rgb), data = new ImageData(w, h), d = new Uint32Array(data.data.buffer);
        for (let i = 0, j = 0; j < raw.length; i++, j += 3) d[i] = raw[j] | raw[j + 1] << 8 | raw[j + 2] << 16 | 0xff000000;
        kept = new OffscreenCanvas(w, h); kept.getContext("2d").putImageData(data, 0, 0);
        if (this.images.size > 400) this.images.clear();
        this.images.set(m.pixels.rgb, kept);
      }
      c.imageSmoothingEnabled = !!m.smooth;
      c.drawImage(kept, x, y, v.px(m.x1) - x, v.py(m.y0) - y);
      if (m.frame) { c.strokeStyle = this.color(m.frame); c.lineWidth = 1.5; c.strokeRect(x, y, v.px(m.x1) - x, v.py(m.y0) - y); }
    },
    draw_text(c, v, m) {
      const font = (size) => { c.font = `${m.bold ? "700 " : ""}${size}px ${getComputedStyle(document.body).fontFamily}`; };
      const size = m.size * this.letters, x = v.px(m.x), edge = { left: v.box.r - x, right: x - v.box.l }[m.align] ?? Infinity;
      const room = Math.min(edge, m.room === undefined ? Infinity : Math.abs(v.px(m.x + m.room) - x));
      font(size);
      const wide = c.measureText(m.text).width;
      if (wide > room) font(Math.max(size * room / wide, 8));  // a picture on a phone has little room beside it
      c.textAlign = m.align; c.textBaseline = "middle";
      c.lineWidth = 3; c.strokeStyle = this.colors.paper; c.lineJoin = "round";
      c.strokeText(m.text, v.px(m.x), v.py(m.y));
      c.fillStyle = this.color(m.color); c.fillText(m.text, v.px(m.x), v.py(m.y));
    },

    axes(c, v) {
      const s = this.letters, scene = this.scene;
      const font = (share) => { c.font = `${12 * s * share}px ${getComputedStyle(document.body).fontFamily}`; };
      font(1); c.lineWidth = 1;
      const told = (n) => (n !== 0 && (Math.abs(n) < 0.001 || Math.abs(n) >= 1e5) ? n.toExponential(0) : String(+n.toPrecision(6)));
      if (scene.x.shown) {
        for (const t of ticks(v.x0, v.x1, scene.x.log, (v.box.r - v.box.l) / (70 * s))) {
          const x = v.px(t); c.strokeStyle = this.colors.grid;
          c.beginPath(); c.moveTo(x, v.box.t); c.lineTo(x, v.box.b); c.stroke();
          c.fillStyle = this.colors.muted; c.textAlign = "center"; c.textBaseline = "top";
          c.fillText(told(t), Math.min(x, v.w - 2 - c.measureText(told(t)).width / 2), v.box.b + 4);
        }
        c.fillStyle = this.colors.ink; c.textAlign = "center"; c.textBaseline = "bottom";
        const label = scene.x.label || "";
        font(Math.min((v.w - 8) / c.measureText(label).width, 1));  // a phone's picture may be narrower than its axis' name
        c.fillText(label, Math.min((v.box.l + v.box.r) / 2, v.w - 4 - c.measureText(label).width / 2), v.h - 2);
        font(1);
      }
      if (scene.y.shown) {
        for (const t of ticks(v.y0, v.y1, scene.y.log, (v.box.b - v.box.t) / (45 * s))) {
          const y = v.py(t); c.strokeStyle = this.colors.grid;
          c.beginPath(); c.moveTo(v.box.l, y); c.lineTo(v.box.r, y); c.stroke();
          c.fillStyle = this.colors.muted; c.textAlign = "right"; c.textBaseline = "middle"; c.fillText(told(t), v.box.l - 4, y);
        }
      }
    },

    name_y(c, v) {  // within the picture, above what is drawn there
      const label = this.scene.y.label;
      if (!this.scene.y.shown || !label) return;
      c.font = `${12 * this.letters}px ${getComputedStyle(document.body).fontFamily}`;
      c.textAlign = "left"; c.textBaseline = "top";
      c.globalAlpha = 0.8; c.fillStyle = this.colors.paper;
      c.fillRect(v.box.l, v.box.t, c.measureText(label).width + 10, 16 * this.letters + 2);
      c.globalAlpha = 1; c.fillStyle = this.colors.ink; c.fillText(label, v.box.l + 5, v.box.t + 3);
    },

    // ---- hands
    place(event) { const r = this.canvas.getBoundingClientRect(); return [event.clientX - r.left, event.clientY - r.top]; },
    hit(x, y, grab) {
      const v = this.view; let best = null;
      if (!v) return null;
      for (const m of [...this.scene.marks].reverse()) {
        if (!m.name || (grab && !m.grab)) continue;
        const found = near(m, v, x, y);
        if (found && (!best || found.far < best.far - 1e-6)) best = { ...found, mark: m };
      }
      return best;
    },
    tell(kind, name, index, x, y, key = "") { this.$emit(kind, { name, index, x, y, key }); },
    down(event) {
      if (!this.view || event.button) return;
      const [x, y] = this.place(event), held = this.hit(x, y, true);
      this.start = { x, y, moved: false };
      if (held) { this.held = held; this.choose(held.mark.name, held.index); this.canvas.setPointerCapture(event.pointerId); }
    },
    move(event) {
      if (!this.view) return;
      const [x, y] = this.place(event);
      if (this.start && Math.hypot(x - this.start.x, y - this.start.y) > 3) this.start.moved = true;
      if (!this.held) {
        const over = this.hit(x, y, false);
        this.canvas.style.cursor = over ? (over.mark.grab ? "grab" : "pointer") : this.scene.taps ? "crosshair" : "default";
        return;
      }
      this.canvas.style.cursor = "grabbing";
      if (!this.start.moved) return;
      this.next = [this.view.ix(x), this.view.iy(y)];
      if (!this.telling) this.telling = requestAnimationFrame(() => {
        this.telling = 0;
        if (this.held) this.tell("drag", this.held.mark.name, this.held.index, ...this.next);
      });
    },
    up(event) {
      if (!this.view || !this.start) return;
      const [x, y] = this.place(event), at = [this.view.ix(x), this.view.iy(y)], held = this.held, moved = this.start.moved;
      this.held = this.start = null;
      if (held && moved) { this.tell("drag", held.mark.name, held.index, ...at); this.tell("drop", held.mark.name, held.index, ...at); return; }
      if (moved || event.type === "pointercancel") return;
      const over = this.hit(x, y, false);
      if (over) { this.choose(over.mark.name, over.index); this.tell("pick", over.mark.name, over.index, ...at); }
      else if (this.scene.taps) this.tell("tap", "", -1, ...at);
    },
    things() {  // all that can be chosen by keys, in order
      const dots = new Set(this.scene.marks.filter((m) => m.kind === "points").map((m) => m.name));
      const once = (m) => m.name && !(m.kind === "line" && dots.has(m.name));  // a line's handles stand for it
      return this.scene.marks.filter(once).flatMap((m) => spots(m).map(([x, y], index) => ({ mark: m, index, x, y })));
    },
    choose(name, index) { this.chosen = { name, index }; this.later(); },
    key(event) {
      if (!this.scene) return;
      const all = this.things(), at = all.findIndex((t) => this.chosen && t.mark.name === this.chosen.name && t.index === this.chosen.index);
      const now = all[at], v = this.view, step = event.shiftKey ? 200 : 40;
      const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
      if (event.key === "," || event.key === ".") {
        if (all.length) { const t = all[(at + (event.key === "." ? 1 : -1) + all.length) % all.length]; this.choose(t.mark.name, t.index); this.speak(t); }
      } else if (moves[event.key] && now?.mark.grab) {
        const [dx, dy] = moves[event.key], w = v.box.r - v.box.l, h = v.box.b - v.box.t;
        const own = now.mark.step;
        const x = own ? now.x + dx * own : v.ix(v.px(now.x) + (dx * w) / step), y = own ? now.y + dy * own : v.iy(v.py(now.y) - (dy * h) / step);
        this.tell("drag", now.mark.name, now.index, x, y); this.tell("drop", now.mark.name, now.index, x, y);
        this.speak({ ...now, x, y });
      } else if ((event.key === "Enter" || event.key === "Delete" || event.key === "Backspace") && now) {
        this.tell("pick", now.mark.name, now.index, now.x, now.y, event.key === "Enter" ? "Enter" : "Delete");
      } else if (event.key === "Insert" && this.scene.taps) {
        this.tell("tap", "", -1, v.ix((v.box.l + v.box.r) / 2), v.iy((v.box.t + v.box.b) / 2), "Insert");
      } else return;
      event.preventDefault();
    },
    speak(t) { this.spoken.textContent = `${t.mark.name} ${t.index + 1}: ${+t.x.toPrecision(3)}, ${+t.y.toPrecision(3)}`; },
    ring(c, v) {
      if (!this.chosen || document.activeElement !== this.canvas) return;
      const t = this.things().find((t) => t.mark.name === this.chosen.name && t.index === this.chosen.index);
      if (!t) return;
      c.beginPath(); c.arc(v.px(t.x), v.py(t.y), 12, 0, 7); c.lineWidth = 2; c.strokeStyle = this.colors.ink; c.setLineDash([4, 3]); c.stroke(); c.setLineDash([]);
    },
  },
};

function bytes(base64) {
  return Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function ticks(low, high, log, about) {
  if (!(high > low) || !isFinite(high - low)) return [];
  if (log) {
    const by = Math.max(1, Math.ceil((high - low) / Math.max(about, 1))), found = [];
    for (let e = Math.ceil(low - 1e-9); e <= high + 1e-9; e += by) found.push(10 ** e);
    return found;
  }
  const raw = (high - low) / Math.max(about, 1), power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= raw), found = [];
  for (let t = Math.ceil(low / step - 1e-9) * step; t <= high + step * 1e-9; t += step) found.push(Math.abs(t) < step * 1e-9 ? 0 : t);
  return found;
}

function spots(m) {
  if (m.kind === "points" || m.kind === "line") return m.x.map((x, i) => [x, m.y[i]]);
  if (m.kind === "segments" || m.kind === "boxes") return m.x0.map((x, i) => [(x + m.x1[i]) / 2, (m.y0[i] + m.y1[i]) / 2]);
  if (m.kind === "image") return [[(m.x0 + m.x1) / 2, (m.y0 + m.y1) / 2]];
  return [[m.x, m.y]];
}

// How far (x, y) is from a mark in pixels, where it is near enough for a finger.
function near(m, v, x, y) {
  let best = null;
  const see = (far, index, reach) => { if (far <= reach && (!best || far < best.far)) best = { far, index }; };
  const between = (x0, y0, x1, y1) => {
    const dx = x1 - x0, dy = y1 - y0, t = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - x0 - t * dx, y - y0 - t * dy);
  };
  if (m.kind === "points") m.x.forEach((a, i) => see(Math.hypot(v.px(a) - x, v.py(m.y[i]) - y), i, Math.max(14, m.size + 4)));
  else if (m.kind === "line") for (let i = 1; i < m.x.length; i++) see(6 + between(v.px(m.x[i - 1]), v.py(m.y[i - 1]), v.px(m.x[i]), v.py(m.y[i])), i - 1, 18);
  else if (m.kind === "segments") m.x0.forEach((_, i) => see(8 + between(v.px(m.x0[i]), v.py(m.y0[i]), v.px(m.x1[i]), v.py(m.y1[i])), i, 14));
  else if (m.kind === "text") see(Math.hypot(v.px(m.x) - x, v.py(m.y) - y), 0, 16);
  else {
    const list = m.kind === "image" ? [[m.x0, m.y0, m.x1, m.y1]] : m.x0.map((a, i) => [a, m.y0[i], m.x1[i], m.y1[i]]);
    list.forEach(([a, b, c, d], i) => {
      const inside = x >= Math.min(v.px(a), v.px(c)) && x <= Math.max(v.px(a), v.px(c)) && y >= Math.min(v.py(b), v.py(d)) && y <= Math.max(v.py(b), v.py(d));
      if (inside) see(10, i, 10);
    });
  }
  return best;
}
