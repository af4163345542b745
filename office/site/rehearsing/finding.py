"""检索：whoever drafted the paper finds it by its number, once, whether it lies in the office still or on the shelf."""

from archive.api import Asked, IndexUnavailable, catch_up, find_all, terms_of
from docflow.models.papers import Paper
from office.api import Actor
from office.site.rehearsing.stepping import Stuck, told


def found(paper: Paper, *, by: Actor) -> str:
    """As he would look for it on his page."""
    try:
        catch_up()
        hits = find_all(Asked(terms_of(paper.number)), by=by)
    except IndexUnavailable as error:
        raise Stuck(f"不能检索：{error}") from error
    same = [one for one in hits if one.title == paper.title]
    if len(same) != 1:
        raise Stuck(f"用“{paper.number}”检索，应当找到1件，找到了{len(same)}件。")
    code = same[0].code
    return told("检索", by, f"用文号找到1件{same[0].get_kind_display()}{f'，档号{code}' if code else ''}。")
