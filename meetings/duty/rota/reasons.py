"""Rules that cannot stand together, as sentences for a clerk."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from meetings.duty.rota.able import Able
from meetings.duty.rota.check import Breach, why_not
from meetings.duty.rota.holding import Reason
from meetings.duty.rota.problem import Absence, Pairing, Place, Problem, Turn, said_day

FEW = 4
NAMES = 6


def in_words(able: Able, reasons: Sequence[Reason]) -> tuple[str, ...]:
    """First the places that are to be filled, with who could; then the rules."""
    problem = able.problem
    gaps = {one.about for one in reasons if one.breach == Breach.GAP}
    places = [n for n, place in enumerate(problem.places) if place.key in gaps]
    return (*_of_places(able, places), *(_of_rule(problem, one) for one in reasons if one.breach != Breach.GAP))


def _of_places(able: Able, places: Sequence[int]) -> list[str]:
    roles: dict[str, list[int]] = defaultdict(list)
    for n in places:
        roles[able.problem.places[n].role].append(n)
    found = []
    for role, there in roles.items():
        people = dict.fromkeys(one for n in there for one in able.of_place[n])
        names = [able.problem.members[one].name for one in people]
        found.append(f"{_days([able.problem.places[n] for n in there])}{role}要有人值班，{_who(names)}。")
    return found


def _days(places: Sequence[Place]) -> str:
    if len(places) <= FEW:
        return "、".join(said_day(one.on) + one.title for one in places) + "的"
    return f"{said_day(places[0].on)}至{said_day(places[-1].on)}之间{len(places)}班的"


def _who(names: Sequence[str]) -> str:
    if not names:
        return "人员池里没有能值的人"
    if len(names) <= NAMES:
        return f"人员池里能值的只有{'、'.join(names)}"
    return f"人员池里能值的有{len(names)}人"


def _of_rule(problem: Problem, reason: Reason) -> str:
    rules, about = problem.rules, reason.about
    match reason.breach, about:
        case Breach.REST, _:
            return f"两班之间至少休息{rules.rest_hours}小时。"
        case Breach.MONTH, None:
            return f"每人每月最多{rules.most_in_month}班。"
        case Breach.MONTH, _:
            member = problem.member_of[about]
            return f"{member.name}每月最多{member.most_in_month}班。"
        case Breach.WEEK, _:
            return f"每人任意七天内最多{rules.most_in_week}班。"
        case _, Absence():
            return f"{_name(problem, about.member)}{_span(about)}{about.reason}。"
        case _, Pairing():
            names = f"{_name(problem, about.one)}与{_name(problem, about.other)}"
            return f"{names}须同班。" if about.together else f"{names}不能同班。"
        case _, Turn():
            return _of_lock(problem, about)
        case breach, _:
            return f"{breach}。"


def _of_lock(problem: Problem, lock: Turn) -> str:
    place, member = problem.place_of[lock.place], problem.member_of.get(lock.member)
    words = f"{place.words}锁定为{_name(problem, lock.member)}。"
    return words + "".join(why for _, why in why_not(member, place, ())) if member else words


def _name(problem: Problem, member: object) -> str:
    there = next((one for one in problem.members if one.key == member), None)
    return there.name if there else "已不在人员池的人"


def _span(absence: Absence) -> str:
    """1月3日至1月5日; an absence that ends at midnight does not reach into the day that begins."""
    first, last = absence.starts_at.date(), (absence.ends_at - timedelta(microseconds=1)).date()
    return said_day(first) if first == last else f"{said_day(first)}至{said_day(last)}"
