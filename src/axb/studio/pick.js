// A button that lets one choose a picture's file, or take a photo, and sends it.
export default {
  template: `
    <span>
      <q-btn :icon="icon" :label="label" no-caps outline :loading="busy" @click="$refs.file.click()" />
      <input ref="file" type="file" accept="image/*" :capture="camera ? 'environment' : null" hidden
        @change="chosen" :aria-label="label" tabindex="-1">
    </span>`,
  props: { url: String, label: String, icon: String, camera: Boolean },
  data: () => ({ busy: false }),
  methods: {
    async chosen() {
      const [file] = this.$refs.file.files;
      this.$refs.file.value = "";
      if (file) await this.send(file);
    },
    async send(file) {
      const form = new FormData();
      form.append("file", file, "picture");
      this.busy = true;
      try {
        const answer = await fetch(window.path_prefix + this.url, { method: "POST", body: form });
        if (!answer.ok) this.$emit("rejected");
      } catch { this.$emit("rejected"); }
      this.busy = false;
    },
  },
};
