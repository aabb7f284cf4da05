"""One file a page; each has `register()`, which names its address."""
