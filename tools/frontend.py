"""Bring the third-party front-end files into `var/static_vendor`, and compile the message catalogues.

Run by `make setup`. The files are named in package.json and its lock; nothing of them is committed.
Without Node, or when npm fails, this says so and goes on: pages keep the project's own stylesheet,
and each chart keeps its table.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from catalogues import compile_catalogues

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "var" / "static_vendor" / "vendor"
STAMP = VENDOR / "lock.json"

# What the pages load: file in node_modules → name below static/vendor/.
FILES = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
    "echarts/dist/echarts.common.min.js": "echarts.common.min.js",
}
STYLESHEET = "govuk-frontend/dist/govuk/govuk-frontend.min.css"
LICENCES = {
    "echarts/LICENSE": "echarts.LICENSE",
    "echarts/NOTICE": "echarts.NOTICE",
}


def main() -> int:
    """Install, copy, compile; return 0 also when Node is absent."""
    for path in compile_catalogues():
        print(f"zhaohui: compiled {path.relative_to(ROOT)}")
    if is_up_to_date():
        return 0
    reason = install()
    if reason:
        print(f"zhaohui: {reason}")
        print("zhaohui: going on without them: plain pages, tables instead of charts.")
        return 0
    copy_files()
    print(f"zhaohui: front-end files are in {VENDOR.relative_to(ROOT)}")
    return 0


def is_up_to_date() -> bool:
    """Say whether the copied files belong to the present lock file."""
    lock = (ROOT / "package-lock.json").read_bytes()
    return STAMP.is_file() and STAMP.read_bytes() == lock


def install() -> str:
    """Run `npm ci --ignore-scripts`; return why it could not be done, else the empty string."""
    npm = shutil.which("npm")
    if npm is None:
        return "Node.js (npm) is not installed, so the front-end files are missing."
    print("zhaohui: installing the front-end files of package-lock.json")
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return f"npm could not install the front-end files ({last})."
    return ""


def copy_files() -> None:
    """Fill the vendor folder anew; the stamp is written last, so half a copy is done again."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for source, name in {**FILES, **LICENCES}.items():
        shutil.copyfile(MODULES / source, VENDOR / name)
    css = (MODULES / STYLESHEET).read_text(encoding="utf-8")
    (VENDOR / "govuk-frontend.min.css").write_text(themed(css), encoding="utf-8")
    shutil.copyfile(ROOT / "package-lock.json", STAMP)


def themed(css: str) -> str:
    """Return the stylesheet without the fonts and the crest that belong to another government.

    Text takes the font of `--font` (static_src/tokens.css); rules that point at files we do not
    serve go away, so that no page asks for them.
    """
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial,sans-serif", "var(--font,sans-serif)")
    css = re.sub(r"[\w-]+:url\(/assets/[^)]*\)[^;}]*;?", "", css)
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)


if __name__ == "__main__":
    sys.exit(main())
