// The browser's own slider: it has the focus, the name and the keys (Home and End too) in one element.
export default {
  template: `<input type="range" class="axb-slider" :min="min" :max="max" :step="step" :value="modelValue" @input="moved">`,
  props: { min: Number, max: Number, step: Number, modelValue: Number },
  emits: ["update:modelValue"],
  methods: { moved(event) { this.$emit("update:modelValue", Number(event.target.value)); } },
};
