"""The materials of the demonstration: a meeting ahead and one that has ended, all of them once."""

import pytest

from meetings.convening import life
from meetings.materials.demo import hand_out_demo_materials
from meetings.materials.models import Copy, Material
from tests.meetings.gathering import a_gathering
from tests.meetings.materials.folder import signed_in

pytestmark = pytest.mark.django_db


def test_the_demonstration_has_materials_of_each_kind_once() -> None:
    assert hand_out_demo_materials() == 0
    ahead, ended = a_gathering(), a_gathering(state=life.ENDED)
    a_gathering(state=life.DRAFT)
    assert (hand_out_demo_materials(), hand_out_demo_materials()) == (2, 0)
    assert list(ahead.meeting.materials.order_by("pk").values_list("state", flat=True)) == [
        "handed_out", "handed_out", "draft",
    ]  # fmt: skip
    assert list(ended.meeting.materials.order_by("pk").values_list("state", flat=True)) == [
        "handed_out", "recalled", "draft",
    ]  # fmt: skip
    numbered = Material.objects.filter(meeting=ahead.meeting, is_numbered=True).get()
    copies = Copy.objects.filter(material=numbered).order_by("number")
    assert list(copies.values_list("number", flat=True)) == [1, 2, 3, 4]
    answer = signed_in(ahead.guests[0]).get(f"/materials/{numbered.uid}/pages/1/1.webp")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
