// A Plotly figure: drawn when Plotly is there, redrawn when the figure or its room changes.
const loading = {};
const NARROW = 600;  // pixels: `layout.narrow` says what is another where there is less room

// `Plotly` is there afterwards.
function plotly(address) {
  return loading[address] ??= new Promise((done, failed) => {
    if (window.Plotly) return done();
    let script = document.querySelector(`script[src="${address}"]`);  // it may be under way since the page began
    if (!script) document.head.append(script = Object.assign(document.createElement("script"), { src: address }));
    script.addEventListener("load", () => done());
    script.addEventListener("error", failed);
  });
}

export default {
  template: "<div></div>",
  props: { first: String, script: String },
  emits: ["plotly_click"],
  async mounted() {
    if (this.first) this.show(this.first);
  },
  beforeUnmount() { this.watcher?.disconnect(); if (this.watcher) Plotly.purge(this.$el); },
  methods: {
    async show(text) {
      this.latest = text;
      await plotly(this.script);
      if (this.latest !== text || !this.$el.isConnected) return;  // a newer one came, or the page went
      const { data, layout: { narrow, ...layout }, config } = JSON.parse(text);
      if (narrow && this.$el.clientWidth < NARROW) Object.assign(layout, narrow);
      await Plotly.react(this.$el, data, layout, config);
      if (this.watcher) return;
      this.$el.on("plotly_click", (event) => this.$emit("plotly_click", event));
      this.watcher = new ResizeObserver(this.fit);
      this.watcher.observe(this.$el);
    },
    fit() {  // not in a tab that is hidden
      const room = this.$el.clientWidth, drawn = this.$el._fullLayout?.width;
      if (room && Math.abs(room - drawn) >= 1) Plotly.Plots.resize(this.$el);
    },
  },
};
