"""The studio, as the people who sit before it have it."""

from harness.row import Contestant, Goal, Measure, Row

STUDIO_OPEN = Row(
    "studio-open",
    "The studio: until a person can begin",
    "A process each time, the disk warm, Chromium on the same machine, which has been to a studio once before. From "
    "the start of `axb studio --no-browser` until the first page answers to a hand; 5 s later, from the address of a "
    "run of 100,000 steps and 100 epochs, as `fit` records it, until its curves are drawn.",
    (Contestant("axb", "axb", "studio_open.py"),),
    (Measure("usable", "axb studio to a usable page", "s"), Measure("curve", "100,000 points drawn", "s")),
    (
        Goal("axb studio to a usable page", "usable", "axb", need=4, aim=2, sense="<=", unit=" s"),
        Goal("the curves of 100,000 steps open", "curve", "axb", need=1, aim=0.3, sense="<=", unit=" s"),
    ),
)

STUDIO_FRAMES = Row(
    "studio-frames",
    "The studio: pictures shown a second while learning and dragging",
    "Chromium without a graphics card on the same machine as the studio. Learning at full speed while a mouse drags a "
    "point all the time: how often the picture with the points is drawn to the end.",
    (Contestant("axb", "axb", "studio_frames.py"),),
    (Measure("line", "the line", "pictures/s", 1), Measure("network", "the small network", "pictures/s", 1)),
    (
        Goal("the line", "line", "axb", need=20, aim=60, digits=1),
        Goal("the small network", "network", "axb", need=20, aim=60, digits=1),
    ),
)

STUDIO_WATCH = Row(
    "studio-watch",
    "The studio: what watching costs a training",
    "The Keras MNIST convnet on fashion-mini in a process of its own; from its second minute on 9 seconds with "
    "the run's page open in Chromium on the same two cores, 9 without, in the order without, with, with, without, four "
    "times; a page has 5 seconds to open first. The browser's own drawing "
    "counts.",
    (Contestant("axb", "axb", "studio_watch.py"),),
    (Measure("cost", "steps a second lost", "%"),),
    (Goal("steps a second lost to watching", "cost", "axb", need=8, aim=3, sense="<=", unit="%"),),
)

STUDIO_VISITORS = Row(
    "studio-visitors",
    "The studio: thirty visitors look at a live run",
    "Thirty web sockets without a browser, on the same two cores as studio and training. The longest time for which a "
    "page got no news, over 15 seconds after all had come.",
    (Contestant("axb", "axb", "studio_visitors.py"),),
    (
        Measure("longest", "the longest silence of all pages", "s"),
        Measure("usual", "a page's longest silence", "s"),
    ),
    (Goal("no page stands still for longer", "longest", "axb", need=1, sense="<=", unit=" s"),),
)

DESK = Row(
    "desk",
    "The latent desk: how fast the picture follows a hand",
    "28 x 28 pixels, one thread, no browser; the slowest of stacked_autoencoder, conv_autoencoder, vae, conv_vae and "
    "dcgan by their usual sizes, the median of 300 times each. Decoded: one code. Moved: a code put elsewhere on the "
    "map, decoded, its pictures as the JSON that a browser is sent.",
    (Contestant("axb", "axb", "desk.py"),),
    (
        Measure("decoded", "codes decoded", "a second", 0),
        Measure("moved", "moves of the hand", "a second", 0),
    ),
    (
        Goal("one code decoded, times a second", "decoded", "axb", need=100, aim=300, digits=0),
        Goal("moves of the hand, a second", "moved", "axb", need=100, aim=300, digits=0),
    ),
)
