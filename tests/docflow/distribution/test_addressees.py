"""What 主送 and 抄送 mean: a town small enough to know by heart, then laws over many."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docflow.distribution.addressees import CITY, COUNTY, TOWNSHIP, VILLAGE, Addressable, Directory, Meaning, plain

GOVERNMENT = Addressable(1, ("云州市人民政府", "市政府"), CITY, (1,), is_government=True)
OFFICE = Addressable(2, ("云州市人民政府办公室", "市政府办公室"), CITY, (1, 2))
FINANCE = Addressable(3, ("云州市财政局", "市财政局"), CITY, (1, 3))
DATA = Addressable(4, ("云州市数据局", "市数据局", "云州市大数据发展管理局"), CITY, (1, 4))
EAST = Addressable(5, ("东屏县人民政府", "东屏县政府"), COUNTY, (1, 5), is_government=True)
WEST = Addressable(6, ("西屏区人民政府", "西屏区政府"), COUNTY, (1, 6), is_government=True)
TOWN = Addressable(7, ("柳溪镇人民政府", "柳溪镇政府"), TOWNSHIP, (1, 5, 7), is_government=True)
STREET = Addressable(8, ("西屏区临河街道办事处", "临河街道"), TOWNSHIP, (1, 6, 8))
VILLAGE_ = Addressable(9, ("柳溪镇桐坞村村民委员会", "桐坞村"), VILLAGE, (1, 5, 7, 9))
EAST_FINANCE = Addressable(10, ("东屏县财政局", "县财政局"), COUNTY, (1, 5, 10))
ABROAD = Addressable(11, ("青澜市人民政府办公室", "青澜市政府办公室"), CITY, (11,))
TOWN_OF_ORGANS = (GOVERNMENT, OFFICE, FINANCE, DATA, EAST, WEST, TOWN, STREET, VILLAGE_, EAST_FINANCE, ABROAD)
CITY_VIEW = Directory(TOWN_OF_ORGANS, sender=OFFICE.key)


def meant(*lines: str, view: Directory = CITY_VIEW) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.phrase, one.organs) for one in view.meanings(lines)]


@pytest.mark.parametrize(
    ("line", "organs"),
    [
        ("各县（区）人民政府", (5, 6)),
        ("各县、区人民政府：", (5, 6)),
        ("各县(市、区)人民政府", (5, 6)),
        ("市政府各部门、各直属单位", (3, 4)),
        ("市人民政府各部门", (3, 4)),
        ("各乡镇人民政府、街道办事处", (7, 8)),
        ("各乡镇（街道）", (7, 8)),
        ("各村（居）民委员会", (9,)),
        ("市财政局", (3,)),
        ("财政局", (3,)),
        ("云州市大数据发展管理局", (4,)),
        ("青澜市人民政府办公室", (11,)),
    ],
)
def test_a_phrase_means(line: str, organs: tuple[int, ...]) -> None:
    assert meant(line) == [(line.rstrip("："), organs)]


def test_a_list_shares_its_head_and_its_tail() -> None:
    assert meant("东屏县、西屏区人民政府") == [("东屏县", (5,)), ("西屏区人民政府", (6,))]
    assert meant("市财政局、数据局") == [("市财政局", (3,)), ("数据局", (4,))]


def test_lines_and_commas_part_phrases() -> None:
    said = [phrase for phrase, _ in meant("各县（区）人民政府，市政府各部门、各直属单位：", "市财政局；桐坞村")]
    assert said == ["各县（区）人民政府", "市政府各部门、各直属单位", "市财政局", "桐坞村"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("市委各部门", "名录中没有这个单位"),
        ("各人民团体", "名录中没有这个单位"),
        ("市政府有关部门", "没有写明是哪些单位"),
        ("市政府办公室", "就是本机关"),
    ],
)
def test_what_cannot_be_told_is_said(line: str, why: str) -> None:
    assert CITY_VIEW.meanings([line]) == (Meaning(line, (), why),)


def test_a_county_speaks_of_its_own_territory() -> None:
    view = Directory(TOWN_OF_ORGANS, sender=EAST_FINANCE.key)
    assert meant("各乡镇人民政府", view=view) == [("各乡镇人民政府", (7,))]
    assert meant("县政府各部门", view=view) == [("县政府各部门", ())]  # itself is the only one
    assert meant("市政府各部门", view=view) == [("市政府各部门", ())]  # another's
    assert meant("市财政局", view=view) == [("市财政局", (3,))]


def test_two_of_one_name_are_not_guessed_and_a_closed_one_says_why() -> None:
    twin = replace(FINANCE, key=20, path=(1, 20))
    (two,) = Directory((*TOWN_OF_ORGANS, twin), sender=OFFICE.key).meanings(["市财政局"])
    assert (two.organs, two.why) == ((), "名录中有2个单位叫这个名称")
    merged = replace(DATA, closed="已并入市财政局")
    organs = tuple(merged if organ is DATA else organ for organ in TOWN_OF_ORGANS)
    view = Directory(organs, sender=OFFICE.key)
    assert view.meanings(["市数据局"]) == (Meaning("市数据局", (), "已并入市财政局"),)
    assert meant("市政府各部门", view=view) == [("市政府各部门", (3,))]


PHRASES = (
    "各县（区）人民政府", "市政府各部门、各直属单位", "市政府各部门", "各乡镇人民政府", "各村", "市委各部门", "市财政局", "东屏县、西屏区人民政府",
    "财政局", "市政府办公室", "有关单位", "各人民团体", "云州军分区", "各", "、", "人民政府", "县政府各部门",
)  # fmt: skip


@st.composite
def towns(draw: st.DrawFn) -> Directory:
    """Any trees of organs, seen from any of them."""
    organs: list[Addressable] = []
    for key in range(1, draw(st.integers(1, 14)) + 1):
        parent = draw(st.sampled_from([None, *organs]))
        path = (*(parent.path if parent else ()), key)
        name = draw(
            st.sampled_from(["云州市人民政府", "市财政局", "东屏县人民政府", "柳溪镇人民政府", "桐坞村", f"第{key}局"])
        )
        government = draw(st.booleans())
        closed = draw(st.sampled_from(["", "", "", "已撤销"]))
        organs.append(Addressable(key, (name,), draw(st.integers(1, 5)), path, is_government=government, closed=closed))
    return Directory(tuple(organs), draw(st.sampled_from(organs)).key)


lines = st.lists(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4).map("，".join), max_size=4)


@given(towns(), lines)
def test_every_phrase_comes_back_once_and_means_organs_that_can_be_reached(view: Directory, said: list[str]) -> None:
    found = view.meanings(said)
    assert plain("".join(one.phrase for one in found)).replace("、", "") == plain("".join(said)).replace(
        "、", ""
    ).replace("，", "")
    reachable = {organ.key for organ in view.organs if not organ.closed} - {view.sender}
    for one in found:
        assert set(one.organs) <= reachable
        assert len(set(one.organs)) == len(one.organs)
        assert bool(one.organs) != bool(one.why)


@given(towns(), lines, st.randoms())
def test_the_order_of_the_directory_does_not_matter(view: Directory, said: list[str], random: object) -> None:
    shuffled = list(view.organs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = Directory(tuple(shuffled), view.sender)
    assert [(m.phrase, set(m.organs), m.why) for m in view.meanings(said)] == [
        (m.phrase, set(m.organs), m.why) for m in other.meanings(said)
    ]


@given(towns())
def test_an_organ_of_a_name_of_its_own_is_found_by_it(view: Directory) -> None:
    names = [name for organ in view.organs for name in organ.names]
    for organ in view.organs:
        if organ.key != view.sender and names.count(organ.names[0]) == 1:
            (one,) = view.meanings(organ.names[:1])
            assert one.organs == (() if organ.closed else (organ.key,))


@given(st.text(max_size=60))
def test_any_text_at_all_is_read(text: str) -> None:
    for one in CITY_VIEW.meanings([text]):
        assert one.phrase
