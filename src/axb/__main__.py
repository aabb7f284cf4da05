"""`python -m axb`: the command line where the `axb` command is not on the path."""

import sys

from axb.cli import main

sys.exit(main())
