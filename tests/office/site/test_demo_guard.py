"""A demonstration's keys and passwords never serve a production shape."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from office.site.environment import refuse_demo_in_production


@pytest.mark.parametrize("name", ["demo-ca", "demo-accounts.json"])
def test_production_refuses_what_a_demonstration_left(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    refuse_demo_in_production(tmp_path)  # the embedded shape is where demonstrations live
    monkeypatch.setenv("DATABASE_URL", "postgres://office@localhost/office")
    with pytest.raises(ImproperlyConfigured, match=name):
        refuse_demo_in_production(tmp_path)
    monkeypatch.setenv("DEMO", "1")
    refuse_demo_in_production(tmp_path)


def test_an_installation_of_its_own_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO", raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://office@localhost/office")
    refuse_demo_in_production(tmp_path)
