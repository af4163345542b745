"""补贴按哪一档: 工作日, 休息日, 法定节假日. Pure.

Pools and fairness go by the arrangement of days off (`rules.month.kind_of`): whoever serves on the fifth day of a long holiday serves on a
holiday. What is paid goes by the law, which gives thirteen days (全国年节及纪念日放假办法) and moves days of rest beside them.
"""

from meetings.duty.rules.month import HOLIDAY, WEEKEND, WORKDAY

RATES = {WORKDAY: "工作日", WEEKEND: "休息日", HOLIDAY: "法定节假日"}
"""The three rates, by their word in an address."""


def rate_of(kind: str, *, is_statutory: bool | None, pays_arranged: bool) -> str:
    """By which rate a shift is paid. `kind` is its day's as it was rostered; `is_statutory` is None where the calendar of its year does not say.

    Then, and where a unit `pays_arranged`, all days of the arrangement are 法定节假日.
    """
    if is_statutory:
        return HOLIDAY
    if kind == HOLIDAY:
        return HOLIDAY if pays_arranged or is_statutory is None else WEEKEND
    return WORKDAY if kind == WORKDAY else WEEKEND
