"""Files and their rows."""

import os
import time
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from office import files
from office.api import StoredFile, keep, read, sweep_files
from office.kernel.transactions import OutsideTransactionError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_a_file_is_kept_and_read_through_its_row() -> None:
    with transaction.atomic():
        file = keep(b"%PDF-1.7 ...", "application/pdf")
    kept = StoredFile.objects.get(uid=file.uid)
    assert (kept.size, kept.media_type, read(kept)) == (12, "application/pdf", b"%PDF-1.7 ...")


def test_a_file_is_kept_inside_an_action() -> None:
    with pytest.raises(OutsideTransactionError):
        keep(b"x", "text/plain")


def test_two_rows_may_share_their_content() -> None:
    with transaction.atomic():
        one, two = keep(b"same", "text/plain"), keep(b"same", "application/octet-stream")
    assert (one.sm3, one.uid == two.uid) == (two.sm3, False)


def test_the_sweep_takes_what_a_rolled_back_action_left(data_dir: Path) -> None:
    with transaction.atomic():
        kept = keep(b"kept", "text/plain")
    with transaction.atomic():
        lost = keep(b"lost", "text/plain")
        transaction.set_rollback(True)
    for file in data_dir.glob("files/*/*/*"):
        os.utime(file, (time.time() - 2 * 24 * 60 * 60,) * 2)
    assert sweep_files() == 1
    assert read(kept) == b"kept"
    assert not files.store().exists(lost.sm3)
