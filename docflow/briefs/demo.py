"""演示城市的信息报送：a desk with two periodicals, briefs in every state, issues that are out, one in the making, requests with their days.

All was done by its people through the acts of the room; then the days of the older part are set back.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from docflow.briefs.actions.edit import edit, merge
from docflow.briefs.actions.instruct import instruct
from docflow.briefs.actions.issuing import adopt
from docflow.briefs.actions.requesting import Wish, ask_for_briefs
from docflow.briefs.actions.setting_up import Published, Values, save_periodical, set_desk, set_rule
from docflow.briefs.actions.signing import publish, send_for_signing, sign, take_in_proof
from docflow.briefs.actions.submit import Report, submit
from docflow.briefs.actions.take import drop, send_back, take
from docflow.briefs.models import Brief, BriefRequest, Desk, Issue, Item, Periodical, Score
from docflow.briefs.policy import desks_for
from docflow.briefs.selectors.papers import paper_of
from docflow.briefs.selectors.rules import rule_of
from docflow.briefs.workshop import lay_out
from office.api import Actor, Appointment, Organ, actor_of, valid_appointments, with_role, working_calendar
from office.kernel.clock import now, start_of, today

OFFICE, EDITORS = "云州市人民政府办公室", "政策研究科"
NEWS, DAILY = "政务信息", "每日要情"

TASK = Decimal(4)
TASKS = {"市教育局": Decimal(6), "市人力社保局": Decimal(2)}
"""每月任务分 of the units that have another."""

Told = tuple[str, str, str, str]

PUBLISHED: tuple[Told, ...] = (
    (
        "市教育局",
        "experience",
        "市教育局多措并举破解校园周边交通拥堵难题",
        (
            "今年以来，市教育局会同公安、城管部门在全市86所中小学周边开展交通综合整治，高峰时段平均通行时间缩短12分钟。\n"
            "一、错峰放学\n分年级错时15分钟放学，家长等候区与车行道分开设置。\n"
            "二、部门联动\n上下学时段交警、教师、志愿者三方值守，随堵随疏。\n"
            "三、远近结合\n新建接送停车港湾9处，打通断头路2条。"
        ),
    ),
    (
        "市发展改革委",
        "news",
        "前三季度重点项目完成投资进度快于序时",
        "前三季度，全市120个重点项目完成投资占年度计划的81.5%，快于序时进度6.5个百分点；新开工项目34个，竣工投产18个。",
    ),
    (
        "市财政局",
        "problem",
        "部分基层单位专项资金支付进度偏慢需引起关注",
        (
            "截至三季度末，全市专项资金平均支付率为68%，其中3个县区低于50%。主要原因是项目前期准备不足、验收环节多。\n"
            "建议建立按月通报和超期收回机制，简化小额项目验收手续。"
        ),
    ),
)
MERGED: tuple[Told, ...] = (
    (
        "市住房城乡建设局",
        "news",
        "老旧小区改造年度任务开工率达到百分之百",
        "今年列入计划的42个老旧小区全部开工，惠及居民1.8万户，已完工26个。",
    ),
    (
        "市人力社保局",
        "news",
        "老旧小区就业服务驿站实现街道全覆盖",
        "在老旧小区集中的12个街道设立就业服务驿站，累计推荐岗位5600个。",
    ),
)
IN_HAND: tuple[Told, ...] = (
    (
        "市教育局",
        "news",
        "中小学课后服务实现全覆盖",
        "全市中小学课后服务覆盖率和有需求学生参与率均达到百分之百，开设特色课程320门。",
    ),
)
WAITING: tuple[Told, ...] = (
    (
        "市住房城乡建设局",
        "problem",
        "冬季施工安全风险隐患排查情况",
        "入冬以来排查在建工地156个，发现隐患412处，已整改398处，其余均明确责任人和时限。",
    ),
    ("市财政局", "opinion", "群众对惠民补贴到账时间反映较多", "近期受理相关咨询210件，主要集中在到账时间不一致。"),
)
RETURNED: Told = ("市发展改革委", "research", "民营企业融资情况调研", "走访企业60家，多数反映融资成本有所下降。")
UNUSED: Told = ("市人力社保局", "news", "召开年度工作部署会", "近日召开会议，部署明年工作。")


def report_demo_briefs() -> int:
    """Where there is no desk yet; the answer is how many briefs were reported. Harmless when repeated, and goes on where it was interrupted."""
    organ = Organ.objects.filter(name=OFFICE).first()
    if organ is None or Brief.objects.filter(desk__organ=organ, title=UNUSED[2], state="unused").exists():
        return 0
    reviewer = with_role(organ, "office_reviewer").order_by("pk").first()
    home = organ.departments.filter(name=EDITORS).first()
    if reviewer is None or home is None:
        return 0
    set_up = actor_of(reviewer.person, reviewer)
    desk = Desk.objects.filter(organ=organ).first() or set_desk(
        organ.uid, department=home.uid, needs_approval=True, in_use=True, by=set_up, key=_key(organ, "desk")
    )
    editor = valid_appointments().filter(post__department=home).order_by("post__order", "pk")[0]
    by = actor_of(editor.person, editor)
    leader = with_role(organ.parent or organ, "leader").order_by("post__order", "pk")[0]
    signer = with_role(organ, "leader").order_by("post__order", "pk").first() or reviewer
    news, daily = (_periodical(desk, name, leader, by) for name in (NEWS, DAILY))
    _tasked(desk, by)
    _asked_for(desk, by)
    first = [_taken(desk, told, by) for told in PUBLISHED]
    for item in first[:2]:
        _adopted(item, news, by)
    issue = _issued(_adopted(first[2], news, by), signer, by)
    _set_back(issue, 12)
    instruct(
        issue.uid,
        issue.entries.order_by("place")[2].uid,
        leader.person.name + leader.post.title,
        "main",
        "请财政局牵头拿出办法，年底前见效。",
        by=by,
        key=_key(desk, "instruct"),
    )
    merged = _merged(desk, by)
    _issued(_adopted(merged, daily, by), signer, by)
    for told in IN_HAND:
        _adopted(_taken(desk, told, by), news, by)
    for told in WAITING:
        _reported(desk, told)
    _sent_back(desk, by)
    return Brief.objects.filter(desk=desk).count()


def _periodical(desk: Desk, name: str, leader: Appointment, by: Actor) -> Periodical:
    there = desk.periodicals.filter(name=name).first()
    if there is not None:
        return there
    units = Organ.objects.open().under(desk.organ.parent or desk.organ).filter(level__gt=desk.organ.level)
    others = desk.organ.parent.children.filter(level=desk.organ.level) if desk.organ.parent is not None else units
    readers = [one.uid for one in others if one.pk != desk.organ_id]
    wish = Published(name=name, units=readers, people=[leader.uid], total=200 if name == NEWS else 0)
    return save_periodical(desk.uid, None, wish, by=by, key=_key(desk, name))


def _tasked(desk: Desk, by: Actor) -> None:
    """每月任务分: the same for all, more for the unit that reports most, less for a small one. The rest of the rule stays as it is."""
    held = rule_of(desk)
    if held is None or held.quota:
        return
    targets = {Organ.objects.get(short_name=name).uid: (quota, None) for name, quota in TASKS.items()}
    values = Values(
        **{
            name: getattr(held, name)
            for name in ("sharing", "stacking", "main_leader", "other_leader", "missed", "cap")
        },
        points={(one.periodical.uid, one.kind): one.points for one in held.lines.select_related("periodical")},
        quota=TASK,
        targets=targets,
    )
    set_rule(desk.uid, values, held.version, by=by, key=_key(desk, "tasks"))


def _asked_for(desk: Desk, by: Actor) -> None:
    """One whose day has passed, and one that runs."""
    names = ("市教育局", "市财政局", "市住房城乡建设局")
    units = list(Organ.objects.filter(short_name__in=names).values_list("uid", flat=True))
    for title, points, days, ago in (
        ("三季度重点工作进展", "写完成情况、主要问题和下步打算，一千字以内。", 5, 14),
        ("冬季民生保障情况", "供热、供水、就业、补贴发放，写数据和群众反映。", 5, 1),
    ):
        wish = Wish(title=title, points=points, units=units, days=days)
        request = ask_for_briefs(desk.uid, wish, by=by, key=_key(desk, title))
        opened = _back(today(), ago)
        due = working_calendar().add_working_days(opened, days).day
        BriefRequest.objects.filter(pk=request.pk).update(at=start_of(opened), due_on=due)


def _reported(desk: Desk, told: Told) -> Brief:
    """By the unit's office, whose head approves by it."""
    unit, kind, title, text = told
    organ = Organ.objects.get(short_name=unit)
    writer = with_role(organ, "office_reviewer").order_by("pk")[0]
    by = actor_of(writer.person, writer)
    assert any(one.pk == desk.pk for one, _ in desks_for(by))  # noqa: S101 - the demo's own plan
    return submit(desk.uid, Report(title=title, text=text, kind=kind), by=by, key=_key(desk, title))


def _taken(desk: Desk, told: Told, by: Actor) -> Item:
    return take(_reported(desk, told).uid, by=by, key=_key(desk, told[2], "take"))


def _merged(desk: Desk, by: Actor) -> Item:
    first, second = (_reported(desk, told) for told in MERGED)
    item = take(first.uid, by=by, key=_key(desk, first.title, "take"))
    item = merge(item.uid, [second.uid], by=by, key=_key(desk, "merge"))
    text = f"{first.text}同时，{second.text}"
    return edit(item.uid, "老旧小区改造与就业服务同步推进", text, item.version, by=by, key=_key(desk, "edit"))


def _adopted(item: Item, periodical: Periodical, by: Actor) -> Issue:
    return adopt(item.uid, periodical.uid, by=by, key=_key(item, "adopt")).issue


def _issued(issue: Issue, signer: Appointment, by: Actor) -> Issue:
    """The jobs' part is done here."""
    take_in_proof(issue.uid, lay_out(paper_of(_anew(issue))), by=None, key=_key(issue, "proof"))
    send_for_signing(issue.uid, signer.uid, by=by, key=_key(issue, "send"))
    sign(issue.uid, by=actor_of(signer.person, signer), key=_key(issue, "sign"))
    publish(issue.uid, lay_out(paper_of(_anew(issue))), by=None, key=_key(issue, "publish"))
    return _anew(issue)


def _sent_back(desk: Desk, by: Actor) -> None:
    item = _taken(desk, RETURNED, by)
    said = "样本和数据不足，请补分行业的情况。"
    send_back(item.uid, item.sources.get().uid, said, by=by, key=_key(item, "back"))
    drop(_taken(desk, UNUSED, by).uid, "属一般性会议，没有可供参考的内容。", by=by, key=_key(desk, "drop"))


def _anew(issue: Issue) -> Issue:
    return Issue.objects.select_related("periodical__desk__organ").get(pk=issue.pk)


def _set_back(issue: Issue, days: int) -> None:
    """As if it had come out so many working days ago."""
    at: datetime = start_of(_back(today(), days)) + timedelta(hours=9)
    Issue.objects.filter(pk=issue.pk).update(at=at, signed_at=at, issued_at=at)
    Brief.objects.filter(item__entries__issue=issue).update(at=at, submitted_at=at)
    Score.objects.filter(entry__issue=issue).update(on=min(at, now()).date())


def _back(day: date, n: int) -> date:
    """The n-th working day before a day."""
    calendar = working_calendar()
    while n > 0:
        day -= timedelta(days=1)
        n -= calendar.is_working_day(day)
    return day


def _key(of: Organ | Desk | Issue | Item, *words: str) -> UUID:
    return uuid5(of.uid, "/".join(words))
