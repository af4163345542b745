"""Whence a socket may be opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realtime.origins import same_origin

HOST = "oa.yunzhou.example:8000"
HOSTS = ["oa.yunzhou.example", "localhost", "[::1]"]


def welcome(origin: str, host: str = HOST, *, secure: bool = False, trusted: tuple[str, ...] = ()) -> bool:
    return same_origin(origin, host, secure=secure, allowed_hosts=HOSTS, trusted=trusted)


@pytest.mark.parametrize(
    ("origin", "host", "secure"),
    [
        ("http://oa.yunzhou.example:8000", HOST, False),
        ("HTTP://OA.YUNZHOU.EXAMPLE:8000", HOST, False),
        ("http://oa.yunzhou.example:8000", HOST.upper(), False),
        ("https://oa.yunzhou.example", "oa.yunzhou.example", True),
        ("https://oa.yunzhou.example:443", "oa.yunzhou.example", True),
        ("https://oa.yunzhou.example", "oa.yunzhou.example:443", True),
        ("http://localhost", "localhost:80", False),
        ("http://[::1]:8000", "[::1]:8000", False),
    ],
)
def test_a_page_of_this_site_is_welcome(origin: str, host: str, secure: bool) -> None:
    assert welcome(origin, host, secure=secure)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "none",
        "https://evil.example",
        "http://host.evil",
        "http://oa.yunzhou.example.evil:8000",
        "http://evil.oa.yunzhou.example:8000",
        "http://oa.yunzhou.example",
        "http://oa.yunzhou.example:8001",
        "https://oa.yunzhou.example:8000",
        "ws://oa.yunzhou.example:8000",
        "file://oa.yunzhou.example:8000",
        "chrome-extension://oa.yunzhou.example:8000",
        "http://oa.yunzhou.example:8000@host.evil",
        "http://oa.yunzhou.example:8000/path",
        "http://oa.yunzhou.example:8000?x=1",
        "http://oa.yunzhou.example:99999999",
        "http://[oa.yunzhou.example:8000",
        "http://localhost:8000",
        "http://",
        "//oa.yunzhou.example:8000",
        "oa.yunzhou.example:8000",
    ],
)
def test_everything_else_is_refused(origin: str) -> None:
    assert not welcome(origin)


def test_a_page_without_encryption_cannot_listen_to_a_site_with_it() -> None:
    assert not welcome("http://oa.yunzhou.example", "oa.yunzhou.example", secure=True)
    assert not welcome("https://oa.yunzhou.example", "oa.yunzhou.example", secure=False)


def test_a_host_that_is_not_ours_vouches_for_nobody() -> None:
    assert not welcome("http://host.evil", "host.evil")
    assert not welcome("http://", "")


def test_trusted_origins_are_welcome_as_they_are_written() -> None:
    trusted = ("https://gate.yunzhou.example",)
    assert welcome("https://gate.yunzhou.example", trusted=trusted)
    assert not welcome("http://gate.yunzhou.example", trusted=trusted)
    assert not welcome("https://other.yunzhou.example", trusted=trusted)


@given(st.text(max_size=60))
def test_no_text_but_the_site_itself_is_welcome(origin: str) -> None:
    assert not welcome(origin)


@given(st.integers(1, 65535).filter(lambda port: port != 8000))
def test_no_other_port_is_welcome(port: int) -> None:
    assert not welcome(f"http://oa.yunzhou.example:{port}")
