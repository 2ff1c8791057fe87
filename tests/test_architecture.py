"""How the house is built: which room may call which, how long things may be, what never stands in a file.

Each check is a function from a file's text to faults ("file:line what"), tried on a bad sample first.
"""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("geodata", "indicators", "pages")
LONGEST_FUNCTION = 60
LONGEST_FILE = 300
LONGEST_VIEW = 60

# app → pages → indicators → geodata: what each room may not import, and the libraries it leaves to others.
FORBIDDEN = {
    "geodata": ("app", "pages", "indicators", "streamlit", "plotly"),
    "indicators": ("app", "pages", "streamlit", "plotly"),
    "pages": (
        "app",
        "indicators.bundle",
        "geodata.bundle",
        "duckdb",
        "deltalake",
        "requests",
        "httpx",
        "aiohttp",
        "urllib3",
        "urllib.request",
        "http.client",
    ),
    "app.py": ("indicators", "geodata", "pandas", "duckdb", "deltalake"),
}

# Where a file may hold text: everything that is handed over. Tests and data included.
TEXT_FILES = {
    ".py", ".toml", ".md", ".txt", ".cfg", ".ini", ".yml", ".yaml", ".json", ".csv", ".po", ".pot", ".sh",
    ".js", ".css", ".html", ".lock", "",
}  # fmt: skip
HIDDEN_FOLDERS_OF_OURS = {".streamlit", ".ci", ".github"}
NOT_OURS = {"node_modules", "__pycache__", "dist", "build", "htmlcov"}
SEPARATOR = "/"
MACHINE_PATHS = tuple(
    SEPARATOR + folder + SEPARATOR for folder in ("work", "root", "home", "opt", "Users", "var/folders")
)
# The folder must begin the path: "https://stat.fi/home/" is an address, not a place on a machine.
MACHINE_PATH = re.compile(r"(?<![\w.:/~-])(?:file://)?(?:" + "|".join(MACHINE_PATHS) + r")\w")
REGISTRY = re.compile(
    r"(?:extra-)?index" + r"[-_]url|find" + r"[-_]links|pypi" + r"\.org/simple|files\.python"
    r"hosted\.org|registry" + r"\.(?:npmjs|yarnpkg)|arti" + r"factory|://[\w.-]*\bnexus\b",
    re.IGNORECASE,
)


def python_files(*places: str) -> list[Path]:
    """The Python files of some rooms (folders) or of single files at the top."""
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else path.rglob("*.py")
    return sorted(found)


def text_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every text file that is handed over; not caches, environments and the like."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            ours = not path.name.startswith(".") or path.name in HIDDEN_FOLDERS_OF_OURS
            if ours and path.name not in NOT_OURS:
                yield from text_files(path)
        elif path.suffix in TEXT_FILES and path != Path(__file__):
            yield path


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


# --- the checks


def imported_modules(path: Path, text: str) -> Iterator[tuple[int, str]]:
    """(line, module) of every import, wherever it stands; `from a import b` counts as a and a.b."""
    package = shown(path).removesuffix(".py").split("/")
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) if node.level else ""
            module = ".".join(part for part in (base, node.module) if part)
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                yield node.lineno, str(node.args[0].value)


def forbidden_imports(path: Path, text: str, room: str) -> list[str]:
    faults = {
        f"{shown(path)}:{line} imports {forbidden}, which {room} may not"
        for line, module in imported_modules(path, text)
        for forbidden in FORBIDDEN[room]
        if module == forbidden or module.startswith(f"{forbidden}.")
    }
    return sorted(faults)


def long_functions(path: Path, text: str) -> list[str]:
    return [
        f"{shown(path)}:{node.lineno} {node.name} has {length} lines, more than {LONGEST_FUNCTION}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    ]


def too_long(path: Path, text: str, limit: int) -> list[str]:
    number = len(text.splitlines())
    return [f"{shown(path)}:{limit + 1} the file has {number} lines, more than {limit}"] if number > limit else []


def raw_html(path: Path, text: str) -> list[str]:
    """`unsafe_allow_html` in any role, and Streamlit's `html` under whatever name it is imported."""
    faults = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            faults.append((node.value.lineno, "unsafe_allow_html"))
        elif isinstance(node, ast.Constant) and node.value == "unsafe_allow_html":
            faults.append((node.lineno, "unsafe_allow_html"))
        elif isinstance(node, ast.Attribute) and node.attr == "html" and isinstance(node.value, ast.Name):
            if node.value.id in ("st", "streamlit"):
                faults.append((node.lineno, f"{node.value.id}.html"))
        elif isinstance(node, ast.ImportFrom) and node.module == "streamlit":
            faults += [(node.lineno, "st.html") for alias in node.names if alias.name == "html"]
    return [f"{shown(path)}:{line} {what}: raw HTML is never shown" for line, what in faults]


def machine_traces(path: Path, text: str) -> list[str]:
    return [
        f"{shown(path)}:{number} {what}: {found.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in (("a path of one machine", MACHINE_PATH), ("a package registry", REGISTRY))
        if (found := pattern.search(line))
    ]


# --- the house


def faults_of(paths: list[Path], check: Callable[[Path, str], list[str]]) -> str:
    assert paths, "no files: the check looks in the wrong place"
    return "\n".join(fault for path in paths for fault in check(path, path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("room", FORBIDDEN)
def test_rooms_call_only_downwards(room: str) -> None:
    faults = faults_of(python_files(room), lambda path, text: forbidden_imports(path, text, room))
    assert not faults, f"\n{faults}"


def test_no_function_is_longer_than_sixty_lines() -> None:
    faults = faults_of(python_files("app.py", *ROOMS), long_functions)
    assert not faults, f"\n{faults}"


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    faults = faults_of(python_files("app.py", *ROOMS), lambda path, text: too_long(path, text, LONGEST_FILE))
    assert not faults, f"\n{faults}"


def test_a_view_fits_on_a_screen() -> None:
    views = [path for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"]
    faults = faults_of([ROOT / "app.py", *views], lambda path, text: too_long(path, text, LONGEST_VIEW))
    assert not faults, f"\n{faults}"


def test_no_raw_html_is_shown() -> None:
    faults = faults_of(python_files("app.py", *ROOMS), raw_html)
    assert not faults, f"\n{faults}"


def test_no_file_tells_of_one_machine_or_of_a_package_registry() -> None:
    faults = faults_of(list(text_files()), machine_traces)
    assert not faults, f"\n{faults}"


def test_the_catalogues_of_texts_and_the_definitions_are_among_the_files_looked_through() -> None:
    files = {shown(path) for path in text_files()}
    assert {"pyproject.toml", "indicators/definitions/population.toml", "geodata/data/areas.csv"} <= files
    assert not any(name.startswith((".venv", ".git/")) for name in files)


# --- the checks on bad samples: each can fail

SAMPLE = ROOT / "indicators" / "measures" / "sample.py"


@pytest.mark.parametrize(
    "text",
    [
        "import streamlit",
        "import streamlit.components.v1 as components",
        "import numpy, plotly",
        "from pages.components import words",
        "def later():\n    from plotly import graph_objects",
        "from ...pages import frame",
        "import importlib\nimportlib.import_module('pages.frame')",
    ],
)
def test_an_upward_import_is_found(text: str) -> None:
    (fault,) = forbidden_imports(SAMPLE, text, "indicators")
    assert re.match(r"indicators/measures/sample\.py:[12] imports (streamlit|plotly|pages), ", fault)


@pytest.mark.parametrize(
    "text", ["import streamlined", "from geodata.levels import AreaLevel", "from . import summary", "pages = 3"]
)
def test_a_downward_import_is_none_of_its_business(text: str) -> None:
    assert forbidden_imports(SAMPLE, text, "indicators") == []


def test_a_module_of_a_forbidden_package_is_found_by_either_way_of_importing_it() -> None:
    page = ROOT / "pages" / "sample.py"
    for text in (
        "from indicators import bundle",
        "from indicators.bundle.levels import STEPS",
        "import urllib.request",
    ):
        assert len(forbidden_imports(page, text, "pages")) == 1, text
    assert forbidden_imports(page, "from indicators import published", "pages") == []
    assert forbidden_imports(page, "from urllib.parse import quote", "pages") == []


@pytest.mark.parametrize(("lines", "found"), [(60, 0), (61, 1)])
def test_a_function_is_measured_to_its_last_line(lines: int, found: int) -> None:
    text = "x = 1\n\n\nasync def f():\n" + "    x\n" * (lines - 1)
    faults = long_functions(SAMPLE, text)
    assert len(faults) == found
    assert all(fault.startswith("indicators/measures/sample.py:4 f has 61 lines") for fault in faults)


def test_a_long_file_is_found() -> None:
    assert too_long(SAMPLE, "x\n" * 300, LONGEST_FILE) == []
    (fault,) = too_long(SAMPLE, "x\n" * 301, LONGEST_FILE)
    assert fault.startswith("indicators/measures/sample.py:301 the file has 301 lines")


@pytest.mark.parametrize(
    "text",
    [
        "st.markdown('<b>', unsafe_allow_html=True)",
        "show(**{'unsafe_allow_html': True})",
        "st.html('<b>')",
        "from streamlit import html",
    ],
)
def test_raw_html_is_found(text: str) -> None:
    (fault,) = raw_html(SAMPLE, f"\n{text}")
    assert fault.startswith("indicators/measures/sample.py:2 ")


def test_words_about_html_are_not_html() -> None:
    assert raw_html(SAMPLE, "# never unsafe_allow_html\nimport html\nhtml.escape('<b>')\nfigure.html\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "source = '" + "/work" + "/shared/data'",
        "see " + "/home" + "/anna/file.csv",
        "file://" + "/opt" + "/wheels",
        "--extra-index" + "-url https://example.org/simple",
        "https://" + "arti" + "factory.example.org/api",
    ],
)
def test_a_trace_of_a_machine_is_found(text: str) -> None:
    (fault,) = machine_traces(SAMPLE, f"\n\n{text}")
    assert fault.startswith("indicators/measures/sample.py:3 a pa")


@pytest.mark.parametrize(
    "text",
    ["https://stat.fi/home/index.html", "https://pypi.org/project/duckdb/", "a network/work/flow", "~/work/here"],
)
def test_an_address_is_not_a_machine(text: str) -> None:
    assert machine_traces(SAMPLE, text) == []
