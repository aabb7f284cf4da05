"""All rows, in the order of the report."""

from harness.rows.convnet import CONVNET_ACCURACY, CONVNET_EPOCH
from harness.rows.costs import IMPORT, OPTIMIZER_STEP, RECORDING
from harness.rows.fastcnn import FASTCNN, FASTCNN_PEAK

_ORDER = (CONVNET_EPOCH, CONVNET_ACCURACY, FASTCNN, FASTCNN_PEAK, IMPORT, OPTIMIZER_STEP, RECORDING)
ROWS = {row.key: row for row in _ORDER}
