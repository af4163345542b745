"""任职：任命、免职、取消、改主要任职。From a day to a day; what lies ahead takes effect by itself."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from office.acting import action
from office.actor import Actor
from office.administration import policy, words
from office.administration.actions.departments import refuse_ended
from office.administration.actions.handovers import open_handovers_of
from office.administration.actions.posts import refuse_no_more
from office.administration.history import record_of_person
from office.administration.separation import refuse_himself, refuse_second, refuse_to_leave_none
from office.administration.taking import take_appointment, take_post, unless_taken
from office.kernel.clock import today
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.wording import full_day
from office.models.people import Appointment, Person, Post

TRANSFER, BESIDE = "transfer", "beside"


@action
def appoint(
    post_uid: UUID,
    *,
    by: Actor,
    key: UUID,
    person: UUID,
    since: date,
    until: date | None = None,
    manner: str = BESIDE,
) -> Appointment:
    """任命：a person in a post from a day on. `transfer` ends his main post the day before; `beside` adds a second one (兼任),
    which is the main one where he has none."""
    post, acting = take_post(post_uid, by=by)
    refuse_ended(post.department)
    refuse_no_more(post)
    whom = policy.person(person, by=acting)
    refuse_himself(by, whom, "任职")
    if role := policy.administrator_role(post):
        refuse_second(whom, role)
    if not whom.is_active:
        raise Invalid(f"{whom.name}的账号已停用。请先恢复账号，再任职。", field="person")
    _refuse_days(whom, post, since, until)
    main = whom.appointments.filter(_overlapping(since, until), primary=True).with_names().first()
    if manner == TRANSFER:
        _leave_main_post(whom, since, by=acting, to=post)
    with unless_taken(f"{whom.name}的任职刚刚有变动。请刷新页面，看过现状再办。"):
        made = Appointment.objects.create(
            person=whom, post=post, since=since, until=until, primary=manner == TRANSFER or main is None
        )
    if whom.enrolled_in is None:
        whom.enrolled_in = post.department.organ if made.primary else None
        whom.save(update_fields=["enrolled_in"])
    term = f"{full_day(since)}起" + (f"至{full_day(until)}" if until else "")
    record_of_person(acting, "appointed", whom, str(post), f"{whom.name}，{term}{'' if made.primary else '，兼任'}")
    return made


@action
def end_appointment(uid: UUID, *, by: Actor, key: UUID, until: date, reason: str) -> Appointment:
    """免职：the day is the last one. What he alone held then is handed to the flow administrators; nothing of it is lost."""
    appointment, acting = take_appointment(uid, by=by)
    refuse_himself(by, appointment.person, "免职")
    reason = words.line(reason, "免职依据", 200, field="reason")
    words.day(until, "最后一天", field="until")
    _refuse_ended(appointment)
    if until < appointment.since:
        what = "到任" if appointment.since <= today() else "到任，还没有开始，可取消任职"
        raise Invalid(f"{full_day(appointment.since)}才{what}。最后一天不能在此之前。", field="until")
    if appointment.until is not None and until > appointment.until:
        raise Invalid(
            f"已定到{full_day(appointment.until)}止，这里只能提前。要延长，请从次日起再任命一次。", field="until"
        )
    if until == appointment.until:
        raise SomebodyWasFirst(f"已定到{full_day(until)}止，不用再办。请刷新页面看最新情况。")
    refuse_to_leave_none(appointment.organ, policy.administrator_role(appointment.post), appointment)
    appointment.until = until
    appointment.save(update_fields=["until"])
    open_handovers_of([appointment])
    what = f"{appointment.person.name}，到{full_day(until)}止：{reason}"
    record_of_person(acting, "appointment_ended", appointment.person, str(appointment.post), what)
    return appointment


@action
def cancel_appointment(uid: UUID, *, by: Actor, key: UUID) -> None:
    """取消任职：one that has not begun is taken back; nothing was done in it."""
    appointment, acting = take_appointment(uid, by=by)
    refuse_himself(by, appointment.person, "取消任职")
    if appointment.since <= today():
        raise NotAllowed("这项任职已经开始，不能取消。要结束它，请办免职。")
    what = f"{appointment.person.name}，原定{full_day(appointment.since)}起，未到任即取消"
    record_of_person(acting, "appointment_ended", appointment.person, str(appointment.post), what)
    appointment.delete()


@action
def make_primary(uid: UUID, *, by: Actor, key: UUID) -> Appointment:
    """改主要任职：as which he acts when he does not choose, from now on."""
    appointment, acting = take_appointment(uid, by=by)
    whom = appointment.person
    policy.account(acting, whom)
    refuse_himself(by, whom, "改任职")
    if not Appointment.objects.valid_on(today()).filter(pk=appointment.pk).exists():
        raise NotAllowed("只有现任的岗位能作主要任职。")
    whom.appointments.filter(_overlapping(appointment.since, appointment.until)).exclude(pk=appointment.pk).update(
        primary=False
    )
    appointment.primary = True
    appointment.save(update_fields=["primary"])
    record_of_person(acting, "primary_changed", whom, str(appointment.post), whom.name)
    return appointment


def _leave_main_post(whom: Person, since: date, *, by: Actor, to: Post) -> None:
    """The main post that has not ended by then ends the day before, if it is his to end."""
    left = whom.appointments.unended(since).filter(primary=True).with_names().prefetch_related("post__roles").first()
    if left is None:
        return
    if left.since >= since:
        raise Invalid(f"{whom.name}{full_day(left.since)}才到任{left.post}。调任须在此后，或改选兼任。", field="since")
    if policy.acts_as(by, left.organ, policy.filled_by(left.post)) is None:
        raise NotAllowed(f"{whom.name}现任{left.post}，不由您任免。请改选兼任，或由管理那里的管理员办理调任。")
    refuse_to_leave_none(left.organ, policy.administrator_role(left.post), left)
    left.until = since - timedelta(days=1)
    left.save(update_fields=["until"])
    open_handovers_of([left])
    if whom.enrolled_in is not None and left.organ != to.department.organ:
        whom.enrolled_in = to.department.organ
        whom.save(update_fields=["enrolled_in"])
    what = f"{whom.name}，调任{to}，到{full_day(left.until)}止"
    record_of_person(by, "appointment_ended", whom, str(left.post), what)


def _refuse_days(whom: Person, post: Post, since: date, until: date | None) -> None:
    words.day(since, "到任日期", field="since")
    if until is not None and words.day(until, "截止日期", field="until") < since:
        raise Invalid("截止日期在到任日期之前。请核对。", field="until")
    if until is not None and until < today():
        raise Invalid("截止日期已经过去，这项任职没有用处。请核对年份。", field="until")
    again = whom.appointments.filter(_overlapping(since, until), post=post).first()
    if again is not None:
        raise Invalid(f"{whom.name}自{full_day(again.since)}已任或已定将任这个岗位，日期相重。", field="since")


def _overlapping(since: date, until: date | None) -> Q:
    """Appointments that share a day with this stretch."""
    ends = Q(until__isnull=True) | Q(until__gte=since)
    return ends if until is None else ends & Q(since__lte=until)


def _refuse_ended(appointment: Appointment) -> None:
    if appointment.until is not None and appointment.until < today():
        raise NotAllowed(f"{appointment.person.name}的这项任职已于{full_day(appointment.until)}结束。")
