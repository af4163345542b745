"""The port to a virus scanner: the same questions to our own server of the protocol and, where it is installed, to clamd."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.checking import run_check
from archive.models import CheckReport, Conclusion, Role, Stage
from archive.viruses import Clamd, ScannerSilent
from tests.archive.checking import clamd
from tests.archive.checking.records import TEXT, a_record, a_room
from tests.conftest import absent


@pytest.fixture(params=["protocol", "clamd"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "protocol":
        server = clamd.Server()
        yield server.address
        server.close()
        return
    if not shutil.which("clamd"):
        absent("clamd (package clamav-daemon)")
    with clamd.real(tmp_path / "clamav") as place:
        yield place


def test_a_virus_is_named_and_a_clean_file_is_clean(address: str) -> None:
    scanner = Clamd(address)
    assert scanner.name().startswith("ClamAV ")
    assert scanner.scan(clamd.VIRUS).virus.startswith(clamd.NAME)
    assert scanner.scan(TEXT) == scanner.scan(b"") == type(scanner.scan(TEXT))()


def test_a_file_that_is_too_large_is_not_called_clean() -> None:
    server = clamd.Server(limit=100_000)
    told = Clamd(server.address).scan(b"x" * 5_000_000)
    assert (told.virus, bool(told.says)) == ("", True)
    server.close()


@pytest.mark.parametrize("place", ["tcp://127.0.0.1:9", "unix:///nowhere/clamd.ctl"])
def test_nobody_there_is_said(place: str) -> None:
    with pytest.raises(ScannerSilent):
        Clamd(place, patience=2).name()


def test_a_scanner_that_says_nothing_is_silent() -> None:
    server = clamd.Server(mute=True)
    with pytest.raises(ScannerSilent):
        Clamd(server.address, patience=2).scan(TEXT)
    server.close()


def test_an_address_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="CLAMD_URL"):
        Clamd("http://localhost")


def found(report: CheckReport, number: str) -> dict[str, Any]:
    return next(one for one in report.items if one["code"] == f"GD-{number}")


@pytest.mark.django_db(transaction=True)
def test_the_check_says_who_scanned_and_names_the_infected_file(settings: Any) -> None:
    server = clamd.Server()
    settings.CLAMD_URL = server.address
    room = a_room()
    clean = run_check(a_record(room), Stage.FILING)
    assert found(clean, "4-1")["says"] == "ClamAV 1.4.3/27801有应答。"
    assert found(clean, "4-2")["result"] == "合格"
    files = {"正本.txt": (Role.ORIGINAL, TEXT, "text/plain"), "附件.txt": (Role.ATTACHMENT, clamd.VIRUS, "text/plain")}
    infected = run_check(a_record(room, files=files), Stage.FILING)
    assert infected.conclusion == Conclusion.FAILED
    assert "“附件.txt”染有Office.Test" in found(infected, "4-2")["says"]
    server.close()


@pytest.mark.django_db(transaction=True)
def test_a_scanner_that_does_not_answer_leaves_it_to_people(settings: Any) -> None:
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    report = run_check(a_record(a_room()), Stage.FILING)
    assert found(report, "4-2")["result"] == found(report, "4-1")["result"] == "待人工"
    assert "没有应答" in found(report, "4-2")["says"]
