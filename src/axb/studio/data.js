// What is dropped onto the page of data. A browser sends files without the folders they are in: a dropped folder is
// walked here, and each file's folders are told in its name, parted by "|".
window.axbData = {
  ENDINGS: /\.(png|jpe?g|jpe|jfif|webp|gif|bmp|zip|csv|npz)$/i,
  async drop(event, uploader, most) {
    // All are asked for at once: what was dropped is gone as soon as this waits for anything.
    const first = [...event.dataTransfer.items].filter((one) => one.kind === "file")
      .map((one) => one.webkitGetAsEntry() || one.getAsFile());
    const files = [];
    for (const one of first) {
      if (one instanceof File) files.push(one);
      else await this.walk(one, "", files, most);
    }
    uploader.addFiles(files);
  },
  async walk(entry, folders, files, most) {
    if (files.length > most || entry.name.startsWith(".")) return;
    if (entry.isFile) {
      if (!this.ENDINGS.test(entry.name)) return;
      const file = await new Promise((done, failed) => entry.file(done, failed));
      files.push(new File([file], folders + file.name, { type: file.type }));
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed));
      if (!some.length) return;
      for (const one of some) await this.walk(one, `${folders}${entry.name}|`, files, most);
    }
  },
};
