"""Altered copies: whatever is done to a sealed file, it is never valid any more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docflow.seals.checking import check
from docflow.seals.revisions import digests
from docflow.seals.sealing import SealedFile
from docflow.seals.verdict import Registered, SealCheck, Verdict, with_register
from tests.docflow.seals.altering import UPDATES, covered_ranges, flipped, saved_anew, update
from tests.docflow.seals.paper import AT, Office


def checked(office: Office, content: bytes) -> SealCheck:
    return check(content, office.trust(), AT)


@pytest.fixture(scope="module", params=["one seal", "three seals"])
def whole(request: pytest.FixtureRequest, sealed: SealedFile, joint: list[SealedFile]) -> SealedFile:
    return sealed if request.param == "one seal" else joint[-1]


@pytest.mark.parametrize("name", UPDATES)
def test_an_update_makes_it_invalid(office: Office, whole: SealedFile, name: str) -> None:
    altered = update(whole.content, UPDATES[name])
    assert altered.startswith(whole.content)
    found = checked(office, altered)
    assert found.verdict is Verdict.INVALID, f"{name}: {found.reason}"


def test_an_update_between_two_seals_makes_it_invalid(office: Office, joint: list[SealedFile]) -> None:
    """The second seal covers the painted page, the first one does not."""
    painted = update(joint[0].content, UPDATES["page painted over"])
    assert checked(office, painted).signatures[0].coverage.ok is False


def test_saved_anew_it_is_invalid(office: Office, whole: SealedFile) -> None:
    assert checked(office, saved_anew(whole.content)).verdict is Verdict.INVALID


@pytest.mark.parametrize("more", [b"x", b"\n% more\n", b"\n" * 3000 + b"%%EOF\n", b"\n\x0bx", b"\xff"])
def test_anything_but_white_space_behind_the_end_makes_it_invalid(
    office: Office, whole: SealedFile, more: bytes
) -> None:
    found = checked(office, whole.content + more)
    assert found.verdict is Verdict.INVALID, found.reason
    assert "结尾之后" in found.reason


@pytest.mark.parametrize("blank", [b"\n", b"\r\n", b" \t\n\n\r\n", b"\x00\x0c", b"\n" * 5000])
def test_white_space_behind_the_end_changes_nothing(office: Office, whole: SealedFile, blank: bytes) -> None:
    found = checked(office, whole.content + blank)
    assert found == checked(office, whole.content)
    assert found.verdict is Verdict.VALID


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=30, deadline=None)
def test_no_bit_that_a_seal_covers_can_be_changed(office: Office, sealed: SealedFile, share: float, bit: int) -> None:
    ((first, second),) = covered_ranges(sealed.content)
    covered = [*range(first), *range(second, sealed.size)]
    where = covered[int(share * len(covered))]
    assert checked(office, flipped(sealed.content, where, bit)).verdict is not Verdict.VALID


@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
@settings(max_examples=30, deadline=None)
def test_of_a_file_of_ours_no_bit_at_all_can_be_changed(
    office: Office, sealed: SealedFile, share: float, bit: int
) -> None:
    """Within the signature's own string the register sees what the signature cannot."""
    where = int(share * sealed.size)
    altered = flipped(sealed.content, where, bit)
    found = with_register(checked(office, altered), Registered(sealed.seals, sealed.revisions))
    last_byte = where == sealed.size - 1  # the line end behind %%EOF, part of no revision's digest
    assert found.verdict is not Verdict.VALID or last_byte


@pytest.mark.parametrize("digit", [b"1", b"f"])
def test_the_padding_of_a_seal_holds_nothing(office: Office, sealed: SealedFile, digit: bytes) -> None:
    ((_, second),) = covered_ranges(sealed.content)
    altered = sealed.content[: second - 2] + digit + sealed.content[second - 1 :]
    assert checked(office, altered).signatures[0].coverage.ok is False


@given(share=st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_a_part_of_it_is_not_valid_by_the_register(office: Office, joint: list[SealedFile], share: float) -> None:
    whole = joint[-1]
    part = whole.content[: int(share * (whole.size - 2))]
    found = with_register(checked(office, part), Registered(whole.seals, whole.revisions))
    assert found.verdict in {Verdict.INVALID, Verdict.UNREADABLE}


def test_cut_off_at_an_earlier_seal_only_the_register_tells(office: Office, joint: list[SealedFile]) -> None:
    whole = joint[-1]
    registered = Registered(whole.seals, whole.revisions)
    for count, earlier in enumerate(joint[:-1], 1):
        alone = checked(office, earlier.content)
        assert alone.verdict is Verdict.VALID
        found = with_register(alone, registered)
        assert found.verdict is Verdict.INVALID
        assert found.reason == f"本系统登记该文件有3枚印章，上传文件只有{count}枚。"
        assert (found.registered_seals, found.seals_in_file) == (3, count)


def test_without_its_seals_the_page_is_known(office: Office, sealed: SealedFile) -> None:
    bare = sealed.content[: sealed.content.index(b"%%EOF") + 5]
    assert digests(bare) == sealed.revisions[:1]
    found = with_register(checked(office, bare), Registered(sealed.seals, sealed.revisions))
    assert (found.verdict, found.reason) == (
        Verdict.INVALID,
        "本系统登记该文件有1枚印章，上传文件只有0枚。",
    )


def test_the_picture_of_a_seal_is_no_seal(office: Office, sealed: SealedFile) -> None:
    """The signature's value is taken out of its field; the widget still shows the seal."""
    assert checked(office, sealed.content.replace(b"/V ", b"/W ")).verdict is not Verdict.VALID


def test_a_field_of_the_same_name_cannot_speak_for_another(office: Office, joint: list[SealedFile]) -> None:
    """Both fields are called the same; the broken one must still be found."""
    content = joint[1].content
    same = content.replace(b"(Seal2)", b"(Seal1)")
    assert checked(office, same).verdict is not Verdict.VALID
