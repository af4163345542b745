"""座次图、座签、桌签, asked of the child process. Never called under a lock."""

from pathlib import Path

from django.conf import settings

from meetings.seating.printing.plan import PlanSheet
from meetings.seating.printing.slips import Slip
from meetings.seating.selectors.showing import unit_of
from meetings.seating.selectors.situation import Situation
from office.kernel import child
from office.kernel.clock import now
from office.kernel.wording import full_moment

PATIENCE = 180  # seconds for a thousand cards


def plan_pdf(there: Situation, paper: str) -> bytes:
    """座次图, with everybody's name."""
    meeting = there.plan.meeting
    sheet = PlanSheet(
        title=str(meeting),
        about="　　".join(filter(None, (meeting.slot.words, meeting.where))),
        foot=f"共{len(there.hall.seats)}座，已排{len(there.seated)}人　第{there.plan.version}稿　{full_moment(now())}打印",
        organ=str(meeting.organ),
        blocks=there.blocks,
        names={code: one.person.name for code, one in there.seated.items()},
        right_is_senior=there.plan.right_is_senior,
    )
    made: bytes = child.run("meetings.seating.printing.plan.print_plan", sheet, paper, Path(settings.FONTS_DIR))
    return made


def slips_pdf(there: Situation) -> bytes:
    """座签, in the order of the seats."""
    meeting = there.plan.meeting
    slips = [
        Slip(there.seated[seat.code].person.name, unit_of(there.seated[seat.code], meeting.organ_id), seat.words)
        for seat in there.hall.in_order
        if seat.code in there.seated
    ]
    folder = Path(settings.FONTS_DIR)
    path = "meetings.seating.printing.slips.print_slips"
    made: bytes = child.run(path, str(meeting), str(meeting.organ), slips, folder, timeout=PATIENCE)
    return made


def cards_pdf(there: Situation) -> bytes:
    """桌签, in the order of the seats; whoever has no seat yet comes last."""
    meeting = there.plan.meeting
    seated = [there.seated[seat.code] for seat in there.hall.in_order if seat.code in there.seated]
    names = [one.person.name for one in (*seated, *there.unseated)]
    folder = Path(settings.FONTS_DIR)
    path = "meetings.seating.printing.cards.print_cards"
    made: bytes = child.run(path, str(meeting), str(meeting.organ), names, folder, timeout=PATIENCE)
    return made
