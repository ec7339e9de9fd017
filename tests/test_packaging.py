"""What is shipped: built as a release is, without the checkout around it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def build(kind: str, source: Path, folder: Path) -> Path:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", folder], cwd=source, check=True
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked source distribution."""
    with tarfile.open(build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))) as archive:
        folder = tmp_path_factory.mktemp("unpacked")
        archive.extractall(folder, filter="data")
    (source,) = folder.iterdir()
    return source


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked wheel, built from the source distribution."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(build("wheel", sdist, tmp_path_factory.mktemp("wheel"))) as archive:
        archive.extractall(folder)  # noqa: S202 (our own wheel)
    return folder


def run(package: Path, page: Path) -> subprocess.CompletedProcess[str]:
    """Audit `page` with the package in that folder; -P keeps the working folder off the path."""
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from credaudit.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-c", program, package, "audit", page, "--format", "json"],
        cwd=page.parent,
        capture_output=True,
        text=True,
        check=True,
    )


@pytest.fixture
def page(tmp_path: Path) -> Path:
    document = tmp_path / "page.txt"
    document.write_text(
        "The pump is a groundbreaking paradigm shift for care at home.\n" * 10, encoding="utf-8"
    )
    return document


def test_the_source_distribution_holds_what_its_tests_need(sdist: Path) -> None:
    held = {path.name for path in sdist.iterdir()}
    assert held >= {
        "rules",
        "fixtures",
        "tests",
        "docs",
        "Makefile",
        "requirements-dev.txt",
        "LICENSE",
        "conftest.py",
    }


def test_the_wheel_holds_the_rules_in_both_forms_and_no_fixtures(wheel: Path) -> None:
    checkout = {path.relative_to(ROOT / "rules") for path in (ROOT / "rules").rglob("*.yaml")}
    shipped = wheel / "credaudit" / "rules"
    assert {path.relative_to(shipped) for path in shipped.rglob("*.yaml")} == checkout
    assert (wheel / "credaudit" / "rules.json").is_file()
    assert {path.name for path in wheel.iterdir() if not path.name.endswith(".dist-info")} == {"credaudit"}


def test_the_wheel_audits_without_yaml_and_pydantic(wheel: Path, page: Path) -> None:
    lines = run(wheel, page).stderr.splitlines()
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert not imported & {"pydantic", "yaml"}


def test_the_wheel_and_the_checkout_give_the_same_report(wheel: Path, page: Path) -> None:
    assert run(wheel, page).stdout == run(ROOT / "src", page).stdout
