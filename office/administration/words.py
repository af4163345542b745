"""What administrators type, made fit to be kept: names, logins, initials, telephone numbers, days. Each raises Invalid."""

import re
from datetime import date

from office.kernel.clock import today
from office.kernel.refusals import Invalid
from office.kernel.text import clean_line
from office.kernel.wording import full_day

EARLIEST = date(1949, 10, 1)
YEARS_AHEAD = 20
LOGIN = re.compile(r"[a-z][a-z0-9._-]{1,39}")
INITIALS = re.compile(r"[a-z]{1,20}")
PHONE = re.compile(r"\+?[0-9][0-9 -]{4,18}")


def line(text: str, what: str, limit: int, *, field: str) -> str:
    """One line that must not be empty."""
    kept = clean_line(text, what, limit, field=field)
    if not kept:
        raise Invalid(f"请填写{what}。", field=field)
    return kept


def login(text: str) -> str:
    """Lower-case Latin letters, digits and . _ - alone: no two logins can look alike through full width, other alphabets or accents."""
    if not LOGIN.fullmatch(text):
        raise Invalid(
            "登录名用2至40位半角小写字母、数字和 . _ -，以字母开头。全角、带声调或别的文字里相像的字母不收，免得冒充。",
            field="login",
        )
    return text


def pinyin(text: str) -> str:
    """Initials, or nothing."""
    if text and not INITIALS.fullmatch(text):
        raise Invalid("拼音首字母只用小写字母，例如“程远山”写 cys。", field="pinyin")
    return text


def phone(text: str) -> str:
    """A number, or nothing."""
    kept = clean_line(text, "电话", 20, field="phone")
    if kept and not PHONE.fullmatch(kept):
        raise Invalid("电话只写数字、空格和短横，例如 0571-8523 1234。", field="phone")
    return kept


def day(given: date, what: str, *, field: str) -> date:
    """A day that an office can mean."""
    last = today().replace(month=12, day=31, year=today().year + YEARS_AHEAD)
    if not EARLIEST <= given <= last:
        raise Invalid(f"{what}须在{full_day(EARLIEST)}至{full_day(last)}之间。请核对年份。", field=field)
    return given
