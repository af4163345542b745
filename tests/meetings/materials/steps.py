"""The steps of the kill test, each done in a process of its own, in an installation of its own."""

import json
from itertools import count
from uuid import UUID, uuid5

from meetings.convening.models import Meeting
from meetings.materials.actions.bring_material import Described, bring_material, replace_material
from meetings.materials.actions.hand_out import hand_out, hand_out_all, recall
from meetings.materials.actions.returns import register_returns
from meetings.materials.models import Copy, Material, MaterialVersion
from office.api import actor_of
from office.models import TrailEntry
from realtime.models import Notification
from tests import factories
from tests.meetings.gathering import a_gathering
from tests.meetings.materials.folder import EXAMINED, paper

SPACE = UUID("6b7d5a0e-5d53-4b6e-9c39-2ab3b8f0c7d1")


def make(offset: str) -> str:
    """A meeting; its uid stands for it. `offset`: from where names are numbered, in an installation that has others."""
    factories._numbers = count(int(offset))
    return str(a_gathering(guests=2).meeting.uid)


def step(name: str, made: str) -> None:
    """One act, with a key that is the same whenever it is tried again."""
    meeting = Meeting.objects.get(uid=made)
    by = actor_of(meeting.organised_by.person)
    key = uuid5(SPACE, f"{made} {name}")
    mine = Material.objects.filter(meeting=meeting).first()
    if name == "bring":
        said = Described(title="方案", is_numbered=True)
        bring_material(meeting.uid, said, paper(words=made), EXAMINED, by=by, key=key)
    elif name == "hand_out_all":
        hand_out_all(meeting.uid, by=by, key=key)
    elif mine is None:
        raise ValueError(name)
    elif name == "hand_out":
        hand_out(mine.uid, by=by, key=key)
    elif name == "replace":
        replace_material(mine.uid, paper(2, words=made), EXAMINED, by=by, key=key)
    elif name == "recall":
        recall(mine.uid, "改数", by=by, key=key)
    else:
        register_returns(mine.uid, [mine.copies.get(number=1).uid], by=by, key=key)


def look(made: str) -> str:
    """What there is of it."""
    rows = Material.objects.filter(meeting__uid=made)
    about = [UUID(made), *rows.values_list("uid", flat=True)]
    copies = Copy.objects.filter(material__in=rows)
    return json.dumps(
        {
            "states": list(rows.values_list("state", flat=True)),
            "versions": MaterialVersion.objects.filter(material__in=rows).count(),
            "numbers": sorted(copies.values_list("number", flat=True)),
            "back": copies.filter(returned_at__isnull=False).count(),
            "told": Notification.objects.filter(about__in=about).count(),
            "acts": TrailEntry.objects.filter(about__in=about).count(),
        }
    )
