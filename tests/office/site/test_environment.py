"""What the environment says wrong is named in a sentence for whoever starts it: which variable, what is wrong, what to do."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from office.site.environment import database, mail_server, refuse_demo_in_production, search_server, whole_number
from tests.installation import Installation
from tests.rooms import ROOT

WRONG = [
    ({"DATABASE_URL": "mysql://office@host/office"}, "DATABASE_URL 须以 postgres:// 开头"),
    ({"DATABASE_URL": "postgres://office@host:54x2/office"}, "DATABASE_URL 里的端口"),
    ({"DATABASE_URL": "postgres://office@host/office", "DATABASE_POOL": "four"}, "DATABASE_POOL 应是0到"),
    ({"ELASTICSEARCH_URL": "host:9200"}, "ELASTICSEARCH_URL 须写成"),
    ({"IDLE_MINUTES": "half an hour"}, "IDLE_MINUTES 应是0到"),
    ({"JOB_LEASE": "-1"}, "JOB_LEASE 应是0到"),
    ({"FIXITY_FILES": "２０００"}, "FIXITY_FILES 应是0到"),
    ({"EMAIL_HOST": "mail.example.gov.cn", "EMAIL_PORT": "70000"}, "EMAIL_PORT 应是0到65535"),
]


@pytest.mark.parametrize(("env", "says"), WRONG, ids=lambda one: one if isinstance(one, str) else "")
def test_a_wrong_variable_is_named_before_anything_starts(env: dict[str, str], says: str, tmp_path: Path) -> None:
    ended = Installation(tmp_path, "").manage("check", **({"DATABASE_URL": ""} | env))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert ended.stderr.startswith(f"没有启动：{says}")


def test_what_is_not_set_is_as_usual() -> None:
    assert whole_number("NOTHING", 30, {}) == 30
    assert whole_number("NOTHING", 30, {"NOTHING": ""}) == 30
    assert whole_number("NOTHING", 30, {"NOTHING": " 45 "}) == 45
    server = mail_server({"EMAIL_HOST": "mail.example.gov.cn", "EMAIL_PORT": ""})
    assert server is not None
    assert server.port == 465


def test_every_sentence_is_a_clerks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words around the names and examples are Chinese, in all that the environment refuses."""
    (tmp_path / "demo-ca").mkdir()
    monkeypatch.setenv("DATABASE_URL", "postgres://office@host/office")
    monkeypatch.delenv("DEMO", raising=False)
    said = []
    for refuse in (
        lambda: refuse_demo_in_production(tmp_path),
        lambda: database("mysql://office@host/office", tmp_path),
        lambda: search_server("host:9200", ""),
        lambda: search_server("http://host:9200", str(tmp_path)),
        lambda: search_server("https://host:9200", str(tmp_path / "none")),
    ):
        with pytest.raises(ImproperlyConfigured) as refused:
            refuse()
        said.append(str(refused.value))
    assert [one for one in said if not one.endswith("。")] == []
    source = (ROOT / "office" / "site" / "environment.py").read_text(encoding="utf-8")
    for sentence in re.findall(r"ImproperlyConfigured\(\s*f?\"([^\"]+)\"", source):
        assert re.search(r"请|设 DEMO", sentence), f"it does not say what to do: {sentence}"
