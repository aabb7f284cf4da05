"""Where Keras users look for models."""

from axb.graph import from_json as model_from_json
from axb.training import Model, Sequential, load_model

__all__ = ["Model", "Sequential", "load_model", "model_from_json"]
