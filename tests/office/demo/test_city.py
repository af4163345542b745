"""The plan of the city, before any database: who is there, and whether a document's life can be walked in each organ."""

import re
from collections import Counter

import pytest

from office.demo.accounts import accounts
from office.demo.city import BESIDES, CODES, ORGANS
from office.demo.plan import OrganPlan, people
from office.models.people import Role
from office.sign_in.first_password import new_password

ISSUING = [organ for organ in ORGANS if organ.codes]


def test_the_city_is_large_enough() -> None:
    assert len(ORGANS) >= 8
    assert len({organ.level for organ in ORGANS}) >= 3
    assert sum(len(organ.people) for organ in ORGANS) >= 60


def test_logins_and_names_are_told_apart() -> None:
    logins = Counter(person.login for organ in ORGANS for person in organ.people)
    assert [login for login, times in logins.items() if times > 1] == []
    assert all(re.fullmatch("[a-z]+", login) for login in logins)
    assert {"archivist", "outsider"} <= set(logins)


def test_every_name_has_as_many_syllables_as_characters() -> None:
    for organ in ORGANS:
        for person in organ.people:
            assert len(person.syllables) == len(person.name), person
            assert len(person.pinyin) == len(person.name)


@pytest.mark.parametrize("organ", ISSUING, ids=lambda organ: organ.short_name)
def test_a_document_can_live_its_whole_life_in_each_issuing_organ(organ: OrganPlan) -> None:
    business = [one for one in organ.departments if not one.is_general_office]
    with_drafter = [
        one
        for one in business
        if any(post.holder and not post.roles and not post.in_charge_of for post in one.posts)
        and any(Role.HEAD in post.roles for post in one.posts)
    ]
    assert with_drafter, "nobody drafts in a department that has a head"
    heads = [one for one in business if any(Role.HEAD in post.roles and post.holder for post in one.posts)]
    assert len(heads) >= 4, "three other departments countersign"

    held = {
        role: {
            post.holder.login for one in organ.departments for post in one.posts if post.holder and role in post.roles
        }
        for role in Role
    }
    second = {login.login for login in BESIDES if login.until is None and login.organ == organ.name}
    for role in (Role.OFFICE_REVIEWER, Role.LEADER, Role.DOCUMENT_CLERK, Role.SEAL_KEEPER, Role.FLOW_ADMINISTRATOR):
        assert held[role] or second, role
    assert len(held[Role.DOCUMENT_CLERK] | held[Role.SEAL_KEEPER] | held[Role.LEADER] | held[Role.OFFICE_REVIEWER]) >= 4

    in_charge = {name for one in organ.departments for post in one.posts for name in post.in_charge_of}
    assert {one.name for one in heads} <= in_charge, "each business department has a leader in charge"


def test_a_leader_in_charge_is_in_charge_of_departments_that_exist() -> None:
    for organ in ORGANS:
        names = {one.name for one in organ.departments}
        assert {name for one in organ.departments for post in one.posts for name in post.in_charge_of} <= names


def test_three_administrators_are_three_people() -> None:
    roles = (Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDITOR)
    held = [
        post.holder
        for organ in ORGANS
        for one in organ.departments
        for post in one.posts
        if post.holder is not None and set(post.roles) & set(roles)
    ]
    assert len(set(held)) == len(held) == 3


def test_the_outsider_shares_no_organ_with_anybody() -> None:
    (home,) = (organ for organ in ORGANS if any(person.login == "outsider" for person in organ.people))
    assert home.parent == ""
    assert not home.codes
    assert [person.login for person in home.people] == ["outsider"]
    assert all(organ.parent != home.name for organ in ORGANS)


def test_codes_name_their_form_and_the_village_has_none() -> None:
    forms = {code.form for codes, _ in CODES.values() for code in codes}
    assert forms == {"文件", "信函", "命令", "纪要"}
    assert all(40 <= diameter <= 45 for _, diameter in CODES.values())
    codes = [code.code for codes, _ in CODES.values() for code in codes]
    assert len(set(codes)) == len(codes)
    assert all(organ.name not in CODES for organ in ORGANS if organ.is_receiving_point)


def test_accounts_say_what_each_login_does() -> None:
    rows = {row["login"]: row for row in accounts("secret")}
    assert len(rows) == sum(len(organ.people) for organ in ORGANS)
    assert all(row["does"] and row["posts"] and row["totp"] is None for row in rows.values())
    assert "签发" in rows["chengyuanshan"]["does"]
    assert rows["langyuanzhou"]["does"] == "拟稿"
    assert len(rows["qiaowangyue"]["posts"]) == 2
    assert "签发" in rows["qiaowangyue"]["does"], "what the second post does counts too"


def test_passwords_are_drawn_anew() -> None:
    assert len({new_password() for _ in range(50)}) == 50
    assert re.fullmatch("([a-z2-9]{4}-){3}[a-z2-9]{4}", new_password())


def test_a_vacancy_and_an_own_login_are_read() -> None:
    assert people("－, 白松涛 bai song tao @archivist")[0] is None
    person = people("－, 白松涛 bai song tao @archivist")[1]
    assert person is not None
    assert (person.login, person.pinyin) == ("archivist", "bst")
