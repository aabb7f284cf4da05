"""All rows, in the order of the report."""

from harness.rows.adversarial import GAN, GAN_SPEED
from harness.rows.autoencoders import AUTOENCODER, AUTOENCODER_KERAS
from harness.rows.convnet import CONVNET_EPOCH
from harness.rows.costs import IMPORT, LONG_RUN, OPTIMIZER_STEP, RECORDING, WATCH
from harness.rows.deep import GOOGLENET_TRAINING, RESNET, RESNET_LONG, RESNET_TRAINING
from harness.rows.fastcnn import FASTCNN_PEAK, TRAINING
from harness.rows.keras_scripts import KERAS_SCRIPTS
from harness.rows.races import CONVNETS, CONVNETS_GPU, PLANTED, POPULATIONS, RATES, SURFACE
from harness.rows.studio import DESK, STUDIO_FRAMES, STUDIO_OPEN, STUDIO_VISITORS, STUDIO_WATCH
from harness.rows.vaes import VAE, VAE_KERAS

_ORDER = (
    CONVNET_EPOCH, TRAINING, FASTCNN_PEAK, RESNET, RESNET_TRAINING, RESNET_LONG,
    GOOGLENET_TRAINING,
    IMPORT, OPTIMIZER_STEP, RECORDING, LONG_RUN, WATCH, POPULATIONS, RATES, CONVNETS, CONVNETS_GPU, PLANTED, SURFACE,
    AUTOENCODER, AUTOENCODER_KERAS, VAE, VAE_KERAS, GAN, GAN_SPEED,
    STUDIO_OPEN, STUDIO_FRAMES, STUDIO_WATCH, STUDIO_VISITORS, DESK,
)  # fmt: skip
ROWS = {row.key: row for row in (*_ORDER, *KERAS_SCRIPTS)}
