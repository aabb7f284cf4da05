"""All rows, in the order of the report."""

from harness.rows.convnet import CONVNET_EPOCH
from harness.rows.costs import IMPORT, OPTIMIZER_STEP, RECORDING
from harness.rows.fastcnn import FASTCNN_PEAK, TRAINING

_ORDER = (CONVNET_EPOCH, TRAINING, FASTCNN_PEAK, IMPORT, OPTIMIZER_STEP, RECORDING)
ROWS = {row.key: row for row in _ORDER}
