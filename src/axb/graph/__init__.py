"""What a part, a symbolic tensor and a graph are. It knows no training."""

from axb.graph.chain import Chain
from axb.graph.code import Style, export_weights, to_code
from axb.graph.composite import Composite
from axb.graph.foreign import TorchModule, as_part
from axb.graph.input import Input, InputLayer
from axb.graph.layer import Layer
from axb.graph.network import Network
from axb.graph.plan import Graph
from axb.graph.serial import from_json, graph_hash, to_json
from axb.graph.shapes import ShapeError
from axb.graph.summary import summary
from axb.graph.symbolic import SymbolicTensor

__all__ = [
    "Chain", "Composite", "Graph", "Input", "InputLayer", "Layer", "Network", "ShapeError", "Style", "SymbolicTensor",
    "TorchModule", "as_part", "export_weights", "from_json", "graph_hash", "summary", "to_code", "to_json",
]  # fmt: skip
