"""Organs are founded, named by day, merged; departments and posts are opened and closed; nothing is renamed in place or deleted."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from office.administration.actions import departments, posts
from office.administration.actions.appointments import end_appointment
from office.administration.actions.close_organ import cancel_closing, close_organ
from office.administration.actions.edit_organ import FIELDS, edit_organ
from office.administration.actions.found_organ import found_organ
from office.administration.actions.rename_organ import cancel_rename, rename_organ, take_up_names
from office.administration.credit_code import check_sign
from office.administration.taking import mark
from office.kernel.refusals import Invalid, NotAllowed, NotThere, Refusal, SomebodyWasFirst
from office.models import Department, Organ, OrganName, OrganSuccession, PostRole, TrailEntry
from office.models.organs import Level
from office.trail.wording import act_in_words
from tests.factories import an_organ
from tests.office.administration.world import City, a_city, a_post, an_account, another_city, day, put

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> City:
    return a_city()


def found(city: City, **changed: Any) -> Organ:
    given: dict[str, Any] = {"name": "云州市统计局", "short_name": "市统计局", "level": Level.CITY, "since": day(0)}
    return found_organ(changed.pop("under", city.root).uid, by=city.by(), key=uuid4(), **{**given, **changed})


def a_code(body: str = "12330100400001234") -> str:
    return body + check_sign(body)


class TestFounding:
    def test_it_stands_below_its_parent_with_its_first_name(self, city: City) -> None:
        organ = found(city, code=a_code().lower(), since=day(-3))
        assert organ.path == f"{city.root.path}{organ.pk}/"
        assert (organ.code, organ.is_receiving_point) == (a_code(), False)
        assert OrganName.objects.get(organ=organ).since == day(-3)
        entry = TrailEntry.objects.latest("pk")
        assert (act_in_words(entry.act), entry.title, entry.about) == ("设立机关", "云州市统计局", organ.uid)
        assert entry.person == city.system.uid

    def test_a_village_only_receives(self, city: City) -> None:
        assert found(city, level=Level.VILLAGE, name="柳溪村村民委员会").is_receiving_point

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"level": Level.PROVINCE}, "level"),
            ({"level": Level.CITY, "is_government": True}, "level"),
            ({"level": 9}, "level"),
            ({"code": a_code()[:-1] + ("A" if a_code()[-1] != "A" else "B")}, "code"),
            ({"name": " "}, "name"),
            ({"since": date(1, 1, 1)}, "since"),
            ({"since": date(9999, 12, 31)}, "since"),
        ],
    )
    def test_what_cannot_be_is_refused_by_field(self, city: City, changed: dict[str, Any], field: str) -> None:
        with pytest.raises(Invalid) as refused:
            found(city, **changed)
        assert refused.value.field == field
        assert not TrailEntry.objects.exists()

    def test_a_code_and_a_name_belong_to_one_organ(self, city: City) -> None:
        found(city, code=a_code())
        with pytest.raises(Invalid, match="信用代码"):
            found(city, name="云州市审计局", code=a_code())
        with pytest.raises(Invalid, match="分清"):
            found(city)

    def test_below_a_village_there_is_nothing(self, city: City) -> None:
        village = found(city, level=Level.VILLAGE)
        with pytest.raises(Invalid, match="村级之下"):
            found(city, under=village, level=Level.VILLAGE, name="小村")

    def test_the_same_form_twice_founds_once(self, city: City) -> None:
        key = uuid4()
        given: dict[str, Any] = {
            "name": "云州市统计局",
            "short_name": "统计局",
            "level": 2,
            "since": day(0),
            "key": key,
        }
        assert found_organ(city.root.uid, by=city.by(), **given) == found_organ(city.root.uid, by=city.by(), **given)
        assert Organ.objects.filter(name="云州市统计局").count() == 1

    def test_only_the_system_administrator_of_the_subtree_does_it(self, city: City) -> None:
        foreign = another_city()
        for by, refusal in (
            (city.by("security"), NotAllowed),
            (city.by("auditor"), NotAllowed),
            (city.by("lower"), NotThere),
            (city.by("clerk"), NotThere),
            (foreign.by(), NotThere),
        ):
            with pytest.raises(refusal):
                found_organ(city.root.uid, by=by, key=uuid4(), name="甲", short_name="甲", level=2, since=day(0))
        made = found_organ(
            city.bureau.uid, by=city.by("lower"), key=uuid4(), name="监测站", short_name="站", level=2, since=day(0)
        )
        assert TrailEntry.objects.get(about=made.uid).organ == city.bureau.name


class TestEditing:
    def test_facts_change_and_history_says_how(self, city: City) -> None:
        seen = mark(city.bureau, *FIELDS)
        edit_organ(city.bureau.uid, by=city.by(), key=uuid4(), seen=seen, code=a_code(), order=3)
        entry = TrailEntry.objects.latest("pk")
        assert entry.detail["reason"] == f"统一社会信用代码由空改为“{a_code()}”；排序由“0”改为“3”"

    def test_of_two_at_once_the_later_is_told(self, city: City) -> None:
        seen = mark(city.bureau, *FIELDS)
        edit_organ(city.bureau.uid, by=city.by("lower"), key=uuid4(), seen=seen, order=3)
        with pytest.raises(SomebodyWasFirst, match="您填的还在"):
            edit_organ(city.bureau.uid, by=city.by(), key=uuid4(), seen=seen, order=5)


MIDNIGHT = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)  # 1 April in the office


class TestRenaming:
    def rename(self, city: City, since: date, name: str = "云州市数据局") -> Organ:
        return rename_organ(
            city.bureau.uid,
            by=city.by(),
            key=uuid4(),
            name=name,
            short_name="市数据局",
            since=since,
            reason="云编〔2026〕1号",
        )

    def test_a_name_that_lies_ahead_is_taken_up_at_midnight(self) -> None:
        with time_machine.travel(MIDNIGHT - timedelta(days=2), tick=False) as clock:
            city = a_city()
            old = city.bureau.name
            first = date(2026, 4, 1)
            self.rename(city, first)
            clock.move_to(MIDNIGHT - timedelta(seconds=1))
            assert take_up_names() == 0
            city.bureau.refresh_from_db()
            assert city.bureau.name == old
            clock.move_to(MIDNIGHT)
            assert take_up_names() == 1
            assert take_up_names() == 0
            city.bureau.refresh_from_db()
            assert (city.bureau.name, city.bureau.short_name) == ("云州市数据局", "市数据局")
            assert city.bureau.name_on(date(2026, 3, 31)) == old
            assert city.bureau.name_on(first) == "云州市数据局"
            entry = TrailEntry.objects.latest("pk")
            assert (act_in_words(entry.act), entry.name, entry.detail["reason"]) == (
                "启用新名称",
                "系统",
                f"原称“{old}”",
            )

    def test_from_today_on_it_is_borne_at_once(self, city: City) -> None:
        old = city.bureau.name
        self.rename(city, day(0))
        city.bureau.refresh_from_db()
        assert city.bureau.name == "云州市数据局"
        assert city.bureau.name_on(day(-1)) == old
        assert take_up_names() == 0

    def test_one_change_at_a_time_lies_ahead_and_can_be_taken_back(self, city: City) -> None:
        self.rename(city, day(9))
        with pytest.raises(SomebodyWasFirst, match="取消"):
            self.rename(city, day(5), "云州市大数据局")
        cancel_rename(city.bureau.uid, by=city.by(), key=uuid4())
        assert OrganName.objects.get(organ=city.bureau).until is None
        with pytest.raises(NotAllowed):
            cancel_rename(city.bureau.uid, by=city.by(), key=uuid4())
        self.rename(city, day(5), "云州市大数据局")

    def test_a_name_does_not_begin_before_the_one_in_use(self, city: City) -> None:
        with pytest.raises(Invalid) as refused:
            self.rename(city, date(2019, 1, 1))
        assert refused.value.field == "since"


class TestClosing:
    def close(self, city: City, organ: Organ, on: date, successor: Organ | None = None) -> Organ:
        heir = (successor or city.bureau).uid
        return close_organ(organ.uid, by=city.by(), key=uuid4(), successor=heir, on=on, reason="云编〔2026〕2号")

    def test_its_business_is_its_successors_from_that_day(self, city: City) -> None:
        old = found(city, since=day(-10))
        division = departments.open_department(old.uid, by=city.by(), key=uuid4(), name="综合科")
        post = a_post(city, department=division)
        self.close(city, old, day(1))
        old.refresh_from_db()
        assert not old.is_closed
        with pytest.raises(NotAllowed, match="撤并"):
            departments.open_department(old.uid, by=city.by(), key=uuid4(), name="新科")
        with pytest.raises(NotAllowed, match="撤并"):
            put(city, post, an_account(city))
        with time_machine.travel(datetime.now(UTC) + timedelta(days=1)):
            assert Organ.objects.get(pk=old.pk).is_closed
            assert old not in Organ.objects.open()
            assert division not in Department.objects.open()
        line = OrganSuccession.objects.get(former=old)
        assert (line.successor, line.on, line.why) == (city.bureau, day(1), "云编〔2026〕2号")

    def test_before_its_day_it_can_be_taken_back(self, city: City) -> None:
        old = found(city, since=day(-10))
        departments.open_department(old.uid, by=city.by(), key=uuid4(), name="综合科")
        self.close(city, old, day(3))
        cancel_closing(old.uid, by=city.by(), key=uuid4())
        assert Organ.objects.get(pk=old.pk).closed_on is None
        assert Department.objects.get(organ=old).closed_on is None
        assert OrganName.objects.get(organ=old).until is None
        assert not OrganSuccession.objects.exists()
        self.close(city, old, day(0))
        with pytest.raises(NotAllowed, match="已生效"):
            cancel_closing(old.uid, by=city.by(), key=uuid4())

    def test_nobody_and_nothing_is_left_behind(self, city: City) -> None:
        old = found(city, since=day(-10))
        child = an_organ(old)
        with pytest.raises(Invalid, match="下级机关"):
            self.close(city, old, day(5))
        self.close(city, child, day(5))
        division = departments.open_department(old.uid, by=city.by(), key=uuid4(), name="综合科")
        held = put(city, a_post(city, department=division), an_account(city, name="严守正"))
        with pytest.raises(Invalid, match="严守正"):
            self.close(city, old, day(5))
        end_appointment(held.uid, by=city.by(), key=uuid4(), until=day(4), reason="机关撤并")
        self.close(city, old, day(5))

    def test_it_does_not_succeed_itself_and_the_first_organ_stays(self, city: City) -> None:
        old = found(city, since=day(-10))
        for heir in (old, an_organ(old)):
            with pytest.raises(Invalid):
                self.close(city, old, day(5), heir)
        with pytest.raises(NotAllowed):
            self.close(city, city.root, day(5))
        with pytest.raises(NotThere):
            self.close(city, old, day(5), another_city().root)


class TestDepartmentsAndPosts:
    def test_a_department_is_renamed_and_history_keeps_its_name(self, city: City) -> None:
        old = city.division.name
        seen = mark(city.division, *departments.FIELDS)
        departments.edit_department(city.division.uid, by=city.by(), key=uuid4(), seen=seen, name="预算科", order=1)
        assert f"由“{old}”改为“预算科”" in TrailEntry.objects.latest("pk").detail["reason"]

    def test_names_are_taken_once_among_those_that_are_open(self, city: City) -> None:
        with pytest.raises(Invalid, match="同名") as refused:
            departments.open_department(city.bureau.uid, by=city.by(), key=uuid4(), name=city.division.name)
        assert refused.value.field == "name"
        empty = departments.open_department(city.bureau.uid, by=city.by(), key=uuid4(), name="督查室")
        departments.close_department(empty.uid, by=city.by(), key=uuid4(), reason="职能划转")
        again = departments.open_department(city.bureau.uid, by=city.by(), key=uuid4(), name="督查室")
        with pytest.raises(Invalid, match="督查室"):
            departments.reopen_department(empty.uid, by=city.by(), key=uuid4())
        departments.close_department(again.uid, by=city.by(), key=uuid4(), reason="职能划转")
        departments.reopen_department(empty.uid, by=city.by(), key=uuid4())

    def test_it_is_closed_only_when_nobody_is_in_it_or_is_to_be(self, city: City) -> None:
        with pytest.raises(NotAllowed, match=city.clerk.name):
            departments.close_department(city.division.uid, by=city.by(), key=uuid4(), reason="合并")
        division = departments.open_department(city.bureau.uid, by=city.by(), key=uuid4(), name="督查室")
        put(city, a_post(city, department=division), an_account(city), since=day(30))
        with pytest.raises(NotAllowed, match="陆清和"):
            departments.close_department(division.uid, by=city.by(), key=uuid4(), reason="合并")

    def test_a_post_has_its_roles_and_departments_in_charge(self, city: City) -> None:
        post = posts.open_post(
            city.division.uid,
            by=city.by(),
            key=uuid4(),
            title="副局长",
            roles=["leader"],
            in_charge_of=[city.division.uid],
        )
        assert posts.duties(post) == f"领导（可签发）；分管{city.division.name}"
        seen = mark(posts.with_duties(post), *posts.FIELDS)
        posts.edit_post(post.uid, by=city.by(), key=uuid4(), seen=seen, title="副局长", roles=["head"], order=2)
        assert {one.role for one in PostRole.objects.filter(post=post)} == {"head"}
        with pytest.raises(SomebodyWasFirst):
            posts.edit_post(post.uid, by=city.by(), key=uuid4(), seen=seen, title="局长")

    def test_departments_in_charge_are_the_organs_own(self, city: City) -> None:
        foreign = another_city()
        with pytest.raises(Invalid) as refused:
            posts.open_post(
                city.division.uid, by=city.by(), key=uuid4(), title="副局长", in_charge_of=[foreign.division.uid]
            )
        assert refused.value.field == "in_charge_of"

    def test_a_post_is_closed_when_vacant_and_reopened(self, city: City) -> None:
        post = a_post(city)
        held = put(city, post, an_account(city))
        with pytest.raises(NotAllowed, match="陆清和"):
            posts.close_post(post.uid, by=city.by(), key=uuid4(), reason="精简")
        end_appointment(held.uid, by=city.by(), key=uuid4(), until=day(0), reason="精简")
        with pytest.raises(NotAllowed):
            posts.close_post(post.uid, by=city.by(), key=uuid4(), reason="精简")  # today is his last day
        other = a_post(city)
        posts.close_post(other.uid, by=city.by(), key=uuid4(), reason="精简")
        with pytest.raises(NotAllowed, match="已撤销"):
            put(city, other, an_account(city))
        posts.reopen_post(other.uid, by=city.by(), key=uuid4())
        put(city, other, an_account(city))


def test_the_directory_leaves_out_what_is_closed_and_says_who_took_over(city: City) -> None:
    old = found(city, since=day(-10))
    empty = departments.open_department(city.bureau.uid, by=city.by(), key=uuid4(), name="督查室")
    departments.close_department(empty.uid, by=city.by(), key=uuid4(), reason="合并")
    close_organ(old.uid, by=city.by(), key=uuid4(), successor=city.bureau.uid, on=day(0), reason="云编〔2026〕2号")
    client = city.browser("clerk")
    assert old.name not in client.get("/organs/").content.decode()
    page = client.get(f"/organs/{old.uid}/").content.decode()
    assert "撤并" in page
    assert f'<a href="/organs/{city.bureau.uid}/">{city.bureau.name}</a>承接' in page
    assert "督查室" not in client.get(f"/organs/{city.bureau.uid}/").content.decode()


def test_a_refusal_changes_nothing(city: City) -> None:
    before = (TrailEntry.objects.count(), Department.objects.count())
    with pytest.raises(Refusal):
        departments.open_department(city.bureau.uid, by=city.by(), key=uuid4(), name=city.division.name)
    assert (TrailEntry.objects.count(), Department.objects.count()) == before
