"""留存检索、改通知、移除。"""

from uuid import UUID

from django.http import QueryDict

from archive.search.asked_in_address import asked_in, canonical, typed_in
from archive.search.models import SavedSearch
from archive.search.models.saved import LONGEST_ASKED
from archive.search.selectors.facets import chips_of
from office.api import Actor, action
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_line

MOST = 30
LONGEST_NAME = 60


@action
def save_search(address: str, name: str, *, by: Actor, key: UUID) -> SavedSearch:
    """留存：keep a question under a name, and be told of what it finds from now on. The same question is kept once."""
    given = QueryDict(address)
    if asked_in(given).is_nothing:
        raise Invalid("还没有检索条件。请先输入要找的字，或选定条件，再留存。")
    asked = canonical(given)
    if len(asked) > LONGEST_ASKED:
        raise Invalid("这个检索太长，不能留存。请减少条件后再试。")
    mine = SavedSearch.objects.filter(person=by.person)
    there = mine.filter(asked=asked).first()
    if there is not None:
        return there
    if mine.count() >= MOST:
        raise Invalid(f"已留存{MOST}个检索。请先移除不用的，再留存新的。")
    called = clean_line(name, "名称", LONGEST_NAME, field="name") or called_by_itself(given)
    return SavedSearch.objects.create(person=by.person, asked=asked, name=called)


@action
def tell_or_not(saved_uid: UUID, *, tells: bool, by: Actor, key: UUID) -> SavedSearch:
    """通知或不通知：told again, he is told of what is new from this moment on."""
    saved = own(saved_uid, by=by)
    if tells and not saved.tells:
        saved.checked_at = now()
    saved.tells = tells
    saved.save(update_fields=["tells", "checked_at"])
    return saved


@action
def forget_search(saved_uid: UUID, *, by: Actor, key: UUID) -> None:
    """移除：it finds nothing any more; what it found stays where it is."""
    own(saved_uid, by=by).delete()


def called_by_itself(address: QueryDict) -> str:
    """What was typed and the conditions, so that two questions of the same words are told apart: 通知（年度：2018年）."""
    typed, conditions = typed_in(address), "，".join(one.label for one in chips_of(address))
    name = f"{typed}（{conditions}）" if typed and conditions else typed or conditions
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def own(saved_uid: UUID, *, by: Actor) -> SavedSearch:
    """One of his; everybody else's is not there."""
    saved = SavedSearch.objects.filter(uid=saved_uid, person=by.person).first()
    if saved is None:
        raise NotThere("该检索")
    return saved
