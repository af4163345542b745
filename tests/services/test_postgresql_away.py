"""PostgreSQL is away for half a minute and comes back: people are told, nothing is half-done, and what they press again is done once."""

import json
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.crash import soon
from tests.installation import ASK, Installation, look, served, with_tables
from tests.services.test_postgresql_killed import Server, free_port, postgresql

__all__ = ["postgresql"]

AWAY = 30  # seconds
A_DRAFT = """
from django.test import Client
from office.kernel.ids import uuid7
from tests.docflow.world import a_draft
paper = a_draft()
client = Client()
client.force_login(paper.office.drafter.person)
print(client.session.session_key, paper.document.get_absolute_url(), f"/tasks/{paper.task('draft').uid}/draft/", uuid7())
"""
TOKEN = "a" * 32


def asked(port: int, session: str, path: str, sent: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
    """What somebody with a sign-in is answered."""
    line = HTTPConnection("localhost", port, timeout=60)
    cookies = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}
    form = {"Content-Type": "application/x-www-form-urlencoded"} if sent else {}
    try:
        body = urlencode(sent | {"csrfmiddlewaretoken": TOKEN}) if sent else None
        line.request("POST" if sent else "GET", path, body, cookies | form | headers)
        answer = line.getresponse()
        return answer.status, answer.read().decode()
    finally:
        line.close()


def test_the_database_is_away_for_half_a_minute(postgresql: tuple[Server, str], tmp_path: Path) -> None:
    server, address = postgresql
    installation = with_tables(Installation(tmp_path, address))
    session, page, act, key = installation.python(A_DRAFT).split()
    port, begun = free_port(), tmp_path / "begun"
    with installation.running("serve", PORT=str(port), JOB_LEASE="3"):
        assert asked(port, session, page)[0] == 200
        job = installation.python(ASK, "work_in_the_child", str(begun), "3")
        soon(begun.exists)
        server.do("kill")
        back_at = time.monotonic() + AWAY
        for headers in ({}, {"HX-Request": "true"}, {"Accept": "application/json"}):
            for sent in (None, {"key": key}):
                status, text = asked(port, session, act if sent else page, sent, **headers)
                assert status == 503
                said = json.loads(text)["said"] if "Accept" in headers else text
                assert "数据库暂时没有应答" in said
                assert "Traceback" not in text
                assert "psycopg" not in text
        assert served(port, "/healthz")[0] == 200
        assert asked(port, "", "/readyz")[0] == 503
        assert asked(port, "", "/static/office/face.css")[0] == 200
        time.sleep(max(0.0, back_at - time.monotonic()))
        server.do("cont")
        soon(lambda: asked(port, session, page)[0] == 200)  # with the sign-in that he had
        for _ in range(2):
            assert asked(port, session, act, {"key": key})[0] == 302  # the form that he had not let go
        soon(lambda: look(installation, job)[0] == "done")
        after = installation.python(ASK, "write_line", str(tmp_path / "lines"), "办")
        soon(lambda: look(installation, after) == ("done", 1))
    acts = installation.rows("SELECT COUNT(*) FROM docflow_act WHERE kind = 'complete'")
    assert acts == [(1,)]
    assert installation.manage("verify_trail").returncode == 0
