(() => {
  "use strict";
  const { figures, templates, words } = JSON.parse(document.getElementById("figures").textContent);
  const divs = [...document.querySelectorAll("[data-figure]")];
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const coarse = matchMedia("(pointer: coarse)").matches;
  const scheme = () => (dark.matches ? "dark" : "light");
  const narrow = innerWidth < 560;
  const config = {
    responsive: true,
    displaylogo: false,
    displayModeBar: coarse ? false : "hover",
    modeBarButtons: [["toImage", "resetScale2d"]],
    locale: "axb",
    locales: { axb: { dictionary: words } },
  };

  // On a phone a cell has room for its count, and none for the percentage below it.
  const shorten = (trace) => {
    trace.text = trace.text.map((text) => text.replace(/<br>[^<]*/, ""));
    trace.textfont.size = 9;
  };

  for (const div of divs) {
    const { data, layout } = figures[div.dataset.figure];
    if (narrow) data.filter((trace) => trace.mode === "text").forEach(shorten);
    // On a touch screen a finger on a figure must scroll the page.
    const dragmode = coarse ? false : layout.dragmode ?? "zoom";
    Plotly.newPlot(div, data, { ...layout, dragmode, template: templates[scheme()] }, config);
  }

  // A moving mean of numbers; what is none doesn't count.
  const mean = (values, window) => values.map((_, at) => {
    const some = values.slice(Math.max(0, at - window), at + window + 1).filter(Number.isFinite);
    return some.length ? some.reduce((sum, one) => sum + one, 0) / some.length : NaN;
  });
  const strong = 24; // of the mean's windows in a curve
  const smooth = (div, how) => {
    const traces = div._fullData, at = (kind) => traces.flatMap((trace, place) => (trace.meta === kind ? [place] : []));
    const lines = at("smooth"), raw = at("raw");
    div.usual ??= lines.map((place) => Array.from(traces[place].y));
    const shown = div.usual.map((y) => (how === "strong" ? mean(y, Math.ceil(y.length / strong)) : y));
    const see = lines.map((place) => (how === "none" ? (traces[place].showlegend ? "legendonly" : false) : true));
    Plotly.restyle(div, { y: shown, visible: see }, lines);
    Plotly.restyle(div, { opacity: how === "none" ? 1 : 0.28 }, raw);
  };
  const log = (div, on) => {
    const changes = {};
    for (const [axis, titles] of Object.entries(figures[div.dataset.figure].log)) {
      changes[`${axis}.type`] = on ? "log" : "linear";
      changes[`${axis}.title.text`] = titles[on ? 1 : 0];
      changes[`${axis}.exponentformat`] = on ? "power" : "B";
      changes[`${axis}.autorange`] = true;
    }
    Plotly.relayout(div, changes);
  };
  for (const box of document.querySelectorAll("[data-switch]")) {
    const name = box.closest("[data-for]").dataset.for;
    const div = divs.find((one) => one.dataset.figure === name);
    const turn = { log: () => log(div, box.checked), smooth: () => smooth(div, box.value) }[box.dataset.switch];
    box.addEventListener("change", turn);
  }

  const draw = (name, width) => {
    for (const div of divs) Plotly.relayout(div, { template: templates[name], width, autosize: !width });
  };
  dark.addEventListener("change", () => draw(scheme(), null));
  addEventListener("beforeprint", () => draw("light", 680));
  addEventListener("afterprint", () => draw(scheme(), null));
})();
