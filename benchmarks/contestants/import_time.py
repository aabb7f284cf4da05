"""How long import statements take in a fresh process."""

import importlib
import time

from answer import answer, parser


def main() -> None:
    asked = parser(__doc__)
    asked.add_argument("modules", nargs="+")
    told = asked.parse_args()
    begin = time.perf_counter()
    for module in told.modules:
        importlib.import_module(module)
    answer({"seconds": time.perf_counter() - begin})


if __name__ == "__main__":
    main()
