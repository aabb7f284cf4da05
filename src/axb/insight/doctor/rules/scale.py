"""Wrong input scale: numbers that reach the first weights are far from the size that weights are made for."""

from axb.insight.doctor.evidence import Evidence
from axb.insight.doctor.finding import Finding

# Initializers are made for inputs of mean square 1. Pixels of 0..1 have about 0.3, tables are brought to 1;
# pixels of 0..255 have about 100, and divided by 255 twice 0.001.
LARGE, SMALL = 10.0, 0.02


def scale(known: Evidence) -> Finding | None:
    """Behind a normalization any scale does."""
    found = known.entering
    if found is None or "Normalization" in found.kind or "Norm" in found.kind:
        return None
    if SMALL <= found.scale <= LARGE or not found.scale > 0:
        return None
    cure = "scale_large" if found.scale > LARGE else "scale_small"
    numbers = {"scale": found.scale, "kind": found.kind}
    return Finding("scale", "warning", min(known.step, 1), found.part, numbers, cure)
