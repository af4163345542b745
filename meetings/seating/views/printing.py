"""座次图、座签、桌签 as files."""

from collections.abc import Callable
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from meetings.seating.on_paper import cards_pdf, plan_pdf, slips_pdf
from meetings.seating.policy import plans
from meetings.seating.printing.plan import PAPERS
from meetings.seating.selectors.situation import Situation, situation
from office.api import actor_for, note_access, served_pdf
from office.kernel.refusals import NotThere

KINDS: dict[str, tuple[str, Callable[[Situation, str], bytes]]] = {
    "plan": ("座次图", plan_pdf),
    "slips": ("座签", lambda there, _: slips_pdf(there)),
    "cards": ("桌签", lambda there, _: cards_pdf(there)),
}


@require_GET
def print_out(request: HttpRequest, uid: UUID, what: str) -> FileResponse:
    """For whoever prepares the meeting. `?paper=a3`: a large plan."""
    seen = plans.read_to_organise(uid, by=actor_for(request))
    if what not in KINDS or seen.plan is None:
        raise NotThere("该文件")
    name, drawn = KINDS[what]
    paper = request.GET.get("paper", "")
    pdf = drawn(situation(seen.plan), paper if paper in PAPERS else "a4")
    title = f"{seen.meeting}{name}"
    note_access(request, "download", about=seen.meeting.uid, title=title)
    return served_pdf(pdf, f"{title}.pdf")
