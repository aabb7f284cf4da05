"""Make the pictures of the README: train the demo's network, write its page in both languages, photograph it.

python scripts/make_images.py        # needs Chromium on the PATH
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
QUIET = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars")  # fmt: skip


def photograph(browser: str, page: Path, picture: Path, folder: Path) -> None:
    """The top of a page, 1280 x 1560 pixels."""
    command = [browser, *QUIET, f"--user-data-dir={folder / 'profile'}", "--window-size=1280,1560",
               "--virtual-time-budget=5000", f"--screenshot={picture}", page.as_uri()]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Both languages, from one run."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is needed on the PATH: on Debian, apt-get install chromium.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["AXB_HOME"] = str(folder / "home")
        from axb import jobs, set_language
        from axb.runs import Store
        from axb.views import write_page

        outcome = jobs.train(jobs.Job("fastcnn", "fashion-mini", epochs=8), "demo")
        print(outcome.test)
        IMAGES.mkdir(parents=True, exist_ok=True)
        for language in ("en", "ja"):
            set_language(language)
            with Store() as store:
                write_page(store.open("demo"), folder / f"{language}.html")
            photograph(browser, folder / f"{language}.html", IMAGES / f"page.{language}.png", folder)


if __name__ == "__main__":
    main()
