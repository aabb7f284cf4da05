// A Plotly figure of this page as a slide: a PNG of 16:9 with large type, its caption above it.
// The font goes into the drawing itself: a drawing used as an image sees none of the page's fonts.
async (told) => {
  const [W, H, SCALE, LETTERS, CAPTION, LINE, SIDE] = [960, 540, 2, 16, 22, 30, 20];
  const plot = getHtmlElement(told.id), canvas = document.createElement("canvas"), c = canvas.getContext("2d");
  canvas.width = W * SCALE; canvas.height = H * SCALE; c.scale(SCALE, SCALE);
  c.fillStyle = told.paper; c.fillRect(0, 0, W, H);

  const bytes = await (await fetch(told.letters)).blob();
  const font = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.replace(/^data:[^,]*/, "data:font/ttf;base64"));
    reader.readAsDataURL(bytes);
  });
  const face = new FontFace(told.family, `url(${font})`);
  document.fonts.add(await face.load());
  c.font = `${CAPTION}px "${told.family}"`; c.fillStyle = told.ink; c.textBaseline = "top";
  const lines = [""];
  for (const { segment } of new Intl.Segmenter(told.language, { granularity: "word" }).segment(told.caption)) {
    const last = lines.length - 1;
    if (/^[\p{L}\p{N}]/u.test(segment) && c.measureText((lines[last] + segment).trimEnd()).width > W - 2 * SIDE) lines.push(segment);
    else lines[last] += segment;
  }
  lines.forEach((line, n) => c.fillText(line, SIDE, 16 + n * LINE));
  const top = 16 + lines.length * LINE;

  const layout = JSON.parse(JSON.stringify(plot.layout));
  Object.assign(layout, { width: W, height: H - top, autosize: false, title: { text: "" },
    font: { ...layout.font, family: `"${told.family}"`, size: LETTERS },
    margin: { l: 16, r: 32, b: 16, t: plot.layout.margin?.t ?? 40 } });
  for (const key of Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name))) {
    layout[key].tickfont = { ...layout[key].tickfont, size: LETTERS };
    layout[key].title = { ...layout[key].title, font: { ...layout[key].title?.font, size: LETTERS } };
  }
  const one = (text) => String(text).split("<br>")[0];  // cells are low: one line of two
  const data = plot.data.map((trace) => (trace.mode === "text"
    ? { ...trace, text: Array.from(trace.text, one), textfont: { ...trace.textfont, size: LETTERS } } : trace));
  const size = { format: "svg", width: W, height: H - top, imageDataOnly: true };
  const drawn = await Plotly.toImage({ data, layout, config: { staticPlot: true } }, size);
  const style = `<style>@font-face{font-family:"${told.family}";src:url(${font})}</style>`;
  const address = URL.createObjectURL(new Blob([drawn.replace(/<svg[^>]*>/, (head) => head + style)], { type: "image/svg+xml" }));
  const image = new Image();
  image.src = address;
  await image.decode();
  c.drawImage(image, 0, top, W, H - top);
  URL.revokeObjectURL(address);

  const link = document.createElement("a");
  link.download = told.file;
  link.href = URL.createObjectURL(await new Promise((done) => canvas.toBlob(done)));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
