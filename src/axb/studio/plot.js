// A Plotly figure: drawn when Plotly is there, redrawn when the figure or its room changes.
const loading = {};

function plotly(address) {
  return loading[address] ??= new Promise((done, failed) => {
    if (window.Plotly) return done(window.Plotly);
    let script = document.querySelector(`script[src="${address}"]`);  // it may be under way since the page began
    if (!script) document.head.append(script = Object.assign(document.createElement("script"), { src: address }));
    script.addEventListener("load", () => done(window.Plotly));
    script.addEventListener("error", failed);
  });
}

export default {
  template: "<div></div>",
  props: { figure: Object, script: String },
  emits: ["plotly_click"],
  async mounted() {
    const Plotly = await plotly(this.script);
    if (!this.$el.isConnected) return;
    this.Plotly = Plotly;
    this.draw();
  },
  beforeUnmount() { this.watcher?.disconnect(); if (this.Plotly) this.Plotly.purge(this.$el); },
  watch: { figure() { if (this.Plotly) this.draw(); } },
  methods: {
    async draw() {
      if (!this.figure) return;
      await this.Plotly.react(this.$el, this.figure.data, this.figure.layout, this.figure.config);
      if (this.watcher) return;
      this.$el.on("plotly_click", (event) => this.$emit("plotly_click", event));
      this.watcher = new ResizeObserver(this.fit);
      this.watcher.observe(this.$el);
    },
    fit() {  // not in a tab that is hidden
      const room = this.$el.clientWidth, drawn = this.$el._fullLayout?.width;
      if (room && Math.abs(room - drawn) >= 1) this.Plotly.Plots.resize(this.$el);
    },
  },
};
