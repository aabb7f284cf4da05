"""Filters that nobody chose: the first layer of a small network that has learned to sort clothing.

`scripts/make_learned_filters.py` trained it on fashion-mini (88.9% of the test part right) and printed these;
their b are left out.
"""

import numpy as np

LEARNED = np.array(
    [
        [-0.12, -0.05, -0.54, -0.07, -0.03, -0.93, 0.35, 0.53, 0.12],
        [-0.21, -0.4, 0.32, 0.56, 0.53, -0.11, -0.21, 0.23, -0.13],
        [-0.13, 0.18, 0.1, -0.71, 0.21, 0.48, -0.51, 0.12, 0.31],
        [-0.23, -0.38, 0.52, -0.36, -0.28, 0.57, -0.44, 0.2, 0.43],
        [0.36, 0.07, 0.11, 0.22, 0.04, 0.26, -0.1, 0.15, 0.3],
        [0.39, 0.09, -0.57, 0.58, -0.24, -0.14, -0.61, -0.05, 0.5],
    ],
    np.float32,
).reshape(-1, 3, 3)  # (filters, rows, columns)
