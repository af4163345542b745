"""布置会场的表单：a podium or none, and how the others sit."""

import re
from collections.abc import Sequence
from math import ceil
from typing import Any

from django import forms

from meetings.seating.actions.lay_out import Layout
from meetings.seating.forms.acts import MOST_VERSIONS
from meetings.seating.models import SeatingPlan
from meetings.seating.models.plans import MOST_COLUMNS, MOST_ROWS
from meetings.seating.rules.seats import Block, Kind

NONE = "none"
KINDS = [
    (Kind.ROWS.value, "课桌式"),
    (Kind.HOLLOW.value, "回形"),
    (Kind.TABLE.value, "长桌对坐"),
    (Kind.ROUND.value, "圆桌"),
    (NONE, "只有主席台"),
]
AISLES = re.compile(r"[^0-9]+")


def _number(label: str, least: int, most: int) -> forms.IntegerField:
    attributes = {"min": least, "max": most, "inputmode": "numeric"}
    return forms.IntegerField(label=label, min_value=least, max_value=most, widget=forms.NumberInput(attrs=attributes))


class HallForm(forms.Form):
    """The layout of a hall in one screen."""

    version = forms.IntegerField(min_value=0, max_value=MOST_VERSIONS, widget=forms.HiddenInput)
    podium_rows = _number("主席台排数", 0, 5)
    podium_seats = _number("每排最多几座", 1, MOST_COLUMNS)
    kind = forms.ChoiceField(label="其他人怎样坐", choices=KINDS)
    rows = _number("排数、侧边座数或桌数", 1, MOST_ROWS)
    columns = _number("每排、每边或每桌座数", 1, MOST_COLUMNS)
    aisles = forms.CharField(label="过道在第几座之后", required=False, max_length=60)
    door_at_end = forms.BooleanField(label="长桌的一头对着门", required=False)
    right_is_senior = forms.BooleanField(label="以右为尊", required=False)
    together = forms.BooleanField(label="同一单位坐在一起", required=False)
    stand_in_sits = forms.BooleanField(label="替会人员坐原位", required=False)

    def layout(self) -> Layout:
        given = self.cleaned_data
        blocks = []
        if given["podium_rows"]:
            blocks.append(Block(place=1, kind=Kind.PODIUM, rows=given["podium_rows"], columns=given["podium_seats"]))
        if given["kind"] != NONE:
            blocks.append(
                Block(
                    place=len(blocks) + 1,
                    kind=Kind(given["kind"]),
                    rows=given["rows"],
                    columns=given["columns"],
                    aisles=tuple(int(one[:4]) for one in AISLES.split(given["aisles"]) if one.isascii() and one),
                    door_at_end=given["door_at_end"],
                )
            )
        return Layout(
            blocks=blocks,
            right_is_senior=given["right_is_senior"],
            together=given["together"],
            stand_in_sits=given["stand_in_sits"],
        )


def initial_of(plan: SeatingPlan | None, blocks: Sequence[Block], people: int) -> dict[str, Any]:
    """As the hall is; where there is none yet, rows that seat the people."""
    podium = next((one for one in blocks if one.kind == Kind.PODIUM), None)
    main = next((one for one in blocks if one.kind != Kind.PODIUM), None)
    columns = 10 if people > 20 else 6
    given: dict[str, Any] = {
        "version": plan.version if plan is not None else 0,
        "podium_rows": podium.rows if podium else 0,
        "podium_seats": podium.columns if podium else 7,
        "kind": main.kind.value if main else NONE if podium else Kind.ROWS.value,
        "rows": main.rows if main else max(1, ceil(people / columns)),
        "columns": main.columns if main else columns,
        "aisles": "、".join(str(one) for one in main.aisles) if main else "",
        "door_at_end": main.door_at_end if main else False,
    }
    for name in ("right_is_senior", "together", "stand_in_sits"):
        given[name] = getattr(plan or SeatingPlan(), name)
    return given
