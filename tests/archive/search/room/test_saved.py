"""Who keeps a search is told of what is new in it, once, and of nothing that he may not read."""

import pytest
from django.db import transaction

from archive.search.actions.save_search import MOST, forget_search, save_search, tell_or_not
from archive.search.actions.tell_of_new_hits import tell_of_new_hits
from archive.search.catching_up import tend_index
from archive.search.models import SavedSearch
from office.api import Actor, grant, person_key
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotThere
from realtime.models import Notification
from tests.archive.search.room.shelf import a_record
from tests.docflow.world import a_draft, an_office
from tests.factories import an_actor, an_organ

pytestmark = pytest.mark.django_db


def saved(by: Actor, asked: str = "q=春运", name: str = "") -> SavedSearch:
    return save_search(asked, name, by=by, key=uuid7())


def told(by: Actor) -> list[str]:
    """What he was told, when the index knows all and looked again."""
    tend_index()
    tell_of_new_hits()
    return list(Notification.objects.filter(person=by.person).order_by("pk").values_list("title", flat=True))


def test_of_what_comes_after_and_once() -> None:
    by = an_actor()
    a_record(by.organ, "关于春运的通知")
    tend_index()
    kept = saved(by)
    assert told(by) == []
    a_record(by.organ, "关于春运值守的通知")
    a_record(by.organ, "关于防汛的通知")
    a_record(an_organ(), "关于春运的密件")
    for _ in range(2):
        assert told(by) == ["“春运”有1件新结果"]
    notice = Notification.objects.get(person=by.person)
    assert notice.url == f"/search/saved/{kept.uid}/"


def test_of_what_is_opened_to_him_later() -> None:
    by, organ = an_actor(), an_organ()
    item = a_record(organ, "关于春运的通知")
    tend_index()
    saved(by)
    assert told(by) == []
    with transaction.atomic():
        grant(item.uid, person_key(an_actor().person), why="传阅")
    assert told(by) == []
    with transaction.atomic():
        grant(item.uid, person_key(by.person), why="传阅")
    assert told(by) == ["“春运”有1件新结果"]


def test_not_again_when_a_thing_that_he_knew_moves_or_is_filed() -> None:
    office = an_office()
    by = office.actor(office.drafter)
    paper = a_draft(office).sent()
    tend_index()
    saved(by, "q=供热")
    paper.reviewed()
    assert told(by) == []
    a_record(office.organ, paper.document.title, paper_uid=paper.uid, readers=(person_key(by.person),))
    assert told(by) == []


def test_by_its_conditions() -> None:
    by = an_actor()
    saved(by, "q=春运&year=2025", "去年的春运")
    a_record(by.organ, "关于春运的通知", year=2026)
    a_record(by.organ, "关于春运的通知", year=2025)
    assert told(by) == ["“去年的春运”有1件新结果"]


def test_who_does_not_want_to_be_told_is_not() -> None:
    by = an_actor()
    kept = saved(by)
    tell_or_not(kept.uid, tells=False, by=by, key=uuid7())
    a_record(by.organ, "关于春运的通知")
    assert told(by) == []
    tell_or_not(kept.uid, tells=True, by=by, key=uuid7())
    assert told(by) == []
    a_record(by.organ, "关于春运值守的通知")
    assert told(by) == ["“春运”有1件新结果"]


def test_the_same_question_is_kept_once_and_nothing_is_not_kept() -> None:
    by = an_actor()
    assert saved(by, "q=春运&order=relevance&after=xx") == saved(by, "q=春运")
    with pytest.raises(Invalid, match="还没有检索条件"):
        saved(by, "order=newest")
    with pytest.raises(Invalid, match="太长"):
        saved(by, "q=春运&" + "&".join(f"organ={'甲' * 100}{n}" for n in range(20)))
    for n in range(MOST - 1):
        saved(by, f"q=甲{n}")
    with pytest.raises(Invalid, match="请先移除"):
        saved(by, "q=再一个")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("q=春运", "春运"),
        ("q=春运&year=2018&kind=record", "春运（年度：2018年，种类：档案）"),
        ("year=2018", "年度：2018年"),
        (f"q={'春' * 80}", f"{'春' * 59}…"),
    ],
)
def test_without_a_name_of_its_own_it_is_called_by_all_that_was_asked(asked: str, name: str) -> None:
    assert saved(an_actor(), asked).name == name


def test_another_persons_is_not_there() -> None:
    kept, other = saved(an_actor()), an_actor()
    with pytest.raises(NotThere):
        forget_search(kept.uid, by=other, key=uuid7())
    with pytest.raises(NotThere):
        tell_or_not(kept.uid, tells=False, by=other, key=uuid7())
