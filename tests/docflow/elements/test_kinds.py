"""The closed lists: fifteen kinds, their forms and the words that name them."""

from docflow.elements.kinds import (
    USAGE,
    Direction,
    Disclosure,
    Form,
    Kind,
    Secrecy,
    disclosure_named,
    form_of_kind,
    kind_named,
    usual_form,
)


def test_there_are_fifteen_kinds_and_each_has_its_usage() -> None:
    assert len(Kind) == 15
    assert set(USAGE) == set(Kind)


def test_upward_documents_name_their_signer() -> None:
    assert {kind for kind in Kind if USAGE[kind].needs_signer} == {Kind.REPORT, Kind.REQUEST}
    assert all(Direction.UPWARD in USAGE[kind].directions for kind in Kind if USAGE[kind].needs_signer)


def test_open_publication_needs_no_main_recipients() -> None:
    without = {kind for kind in Kind if not USAGE[kind].needs_main_recipients}
    assert without >= {Kind.PROCLAMATION, Kind.ANNOUNCEMENT, Kind.COMMUNIQUE, Kind.ORDER}
    assert Kind.NOTICE not in without


def test_kinds_are_known_by_their_other_names() -> None:
    assert kind_named("令") is kind_named("命令（令）") is Kind.ORDER
    assert kind_named(" 通知 ") is Kind.NOTICE
    assert kind_named("办法") is None


def test_a_letter_number_means_the_letter_form_when_drafting_and_only_then() -> None:
    assert usual_form("批复", "国函") is Form.LETTER
    assert usual_form("通知", "云政办发") is Form.FILE
    assert usual_form("纪要", "云函") is Form.MINUTES
    assert form_of_kind("批复") is Form.FILE
    assert form_of_kind("方案") is Form.FILE


def test_disclosure_is_read_in_the_spellings_of_published_documents() -> None:
    assert disclosure_named("主動公開") is disclosure_named("公开发布") is Disclosure.PUBLISHED
    assert disclosure_named("依申請公開") is Disclosure.ON_REQUEST
    assert disclosure_named("看情况") is None


def test_only_the_levels_of_the_law_are_classified() -> None:
    assert [level.value for level in Secrecy if level.classified] == ["秘密", "机密", "绝密"]
