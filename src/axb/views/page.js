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

  const draw = (name, width) => {
    for (const div of divs) Plotly.relayout(div, { template: templates[name], width, autosize: !width });
  };
  dark.addEventListener("change", () => draw(scheme(), null));
  addEventListener("beforeprint", () => draw("light", 680));
  addEventListener("afterprint", () => draw(scheme(), null));
})();
