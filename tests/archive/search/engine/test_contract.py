"""What both engines promise, on each."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import pytest

from archive.search.engine.port import BadCursor, Field, IndexEntry, Order, SearchIndex, Term, TooMuchAsked
from archive.search.engine.shape import readers_digest
from tests.archive.search.engine.papers import READER, found, numbers, paged, paper, question, uid


class TestWhatIsFound:
    def test_every_substring_of_a_string(self, index: SearchIndex) -> None:
        text = "国发〔2024〕5号 APP store，关于3%的征收率"
        index.put([paper(1, text), paper(2, "甲乙")])
        plain = "国发(2024)5号app store,关于3%的征收率"
        for start in range(len(plain)):
            for end in range(start + 1, min(start + 8, len(plain)) + 1):
                if plain[start:end] != " ":
                    assert found(index, plain[start:end]) == {1}, plain[start:end]

    def test_in_each_of_its_strings(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲甲", numbers=["乙乙"], people=["丙丙"], body=["丁丁"], attachments=["戊戊"])])
        for words in ("甲甲", "乙乙", "丙丙", "丁丁", "戊戊"):
            assert found(index, words) == {1}

    def test_never_across_two_strings(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲乙", body=["丙丁", "戊己", "庚\t辛"], people=["壬", "癸"], numbers=["子", "丑"])])
        for words in ("乙丙", "丁戊", "庚辛", "壬癸", "子丑", "己庚"):
            assert found(index, words) == set()

    def test_nothing_that_only_holds_the_same_characters(self, index: SearchIndex) -> None:
        index.put([paper(1, body=["双随机、一公开"]), paper(2, body=["随双机"])])
        assert found(index, "双随机") == {1}
        assert found(index, "双随机一公开") == set()

    def test_whatever_way_it_was_written(self, index: SearchIndex) -> None:
        ways = [
            ("ＡＰＰ", "app"),
            ("国函〔1996〕1号", "国函[1996]1号"),
            ("國發", "国发"),
            ("机关发", "機關發"),
            ("乾坤", "乾坤"),
            ("张　三", "张三"),
            ("李四", "李 四"),
            ("二〇二六年 五月", "二〇二六年五月"),
            ("APP\u3000store", "app  Store"),
            ("零\u200b宽", "零宽"),
            ("𠮷野家", "𠮷野"),
            ("第①项", "第1项"),
        ]
        index.put([paper(n, body=[f"前{written}后"]) for n, (written, _) in enumerate(ways)])
        for n, (_, typed) in enumerate(ways):
            assert n in found(index, typed), typed
            assert len(found(index, typed)) == (2 if typed == "app" else 1), typed

    def test_two_words_of_an_alphabet_are_not_one(self, index: SearchIndex) -> None:
        index.put([paper(1, body=["12 34"]), paper(2, body=["1234"])])
        assert found(index, "12 34") == {1}
        assert found(index, "1234") == {2}

    def test_all_terms_wherever_each_stands(self, index: SearchIndex) -> None:
        index.put([paper(1, "数据", body=["共享"]), paper(2, "数据"), paper(3, body=["共享"])])
        assert found(index, "数据", "共享") == {1}

    def test_without_what_is_excluded(self, index: SearchIndex) -> None:
        index.put([paper(1, "数据", body=["共享"]), paper(2, "数据")])
        assert found(index, "数据", Term("共享", excluded=True)) == {2}
        assert found(index, Term("共享", excluded=True)) == {2}

    def test_where_the_term_says(self, index: SearchIndex) -> None:
        index.put([paper(1, "数据"), paper(2, numbers=["数据"]), paper(3, people=["数据"]), paper(4, body=["数据"])])
        index.put([paper(5, attachments=["数据"])])
        fields = [Field.TITLE, Field.NUMBER, Field.PEOPLE, Field.BODY, Field.ATTACHMENT]
        assert [found(index, Term("数据", one)) for one in fields] == [{1}, {2}, {3}, {4}, {5}]
        assert found(index, "数据", Term("数据", Field.BODY, excluded=True)) == {1, 2, 3, 5}

    def test_words_in_which_nothing_is_seen_ask_nothing(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲"), paper(2, "乙")])
        for words in ("", "  ", "\x00", "\u200b\n", "\ud800"):
            assert found(index, words) == {1, 2}
            assert found(index, "甲", words) == {1}

    def test_nothing_that_is_typed_is_a_language(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲 start blank"), paper(2, "乙")])
        for words in (
            "_start",
            "_blank",
            "*",
            "甲*",
            "title:甲",
            "+甲 -乙",
            '"',
            "\\",
            "(" * 300,
            "甲" * 300,
            "_start甲",
        ):
            assert found(index, words) == set(), words[:9]
        assert found(index, "甲\x00") == {1}
        for terms in (["甲" * 301], ["甲" * 3] * 101, [Term("甲" * 100_000, excluded=True)]):
            with pytest.raises(TooMuchAsked):
                index.ask(question(*terms))

    def test_a_very_long_text(self, index: SearchIndex) -> None:
        index.put([paper(1, "长" * 400, body=["甲乙丙丁" * 50_000 + "戊"], numbers=["号" * 40_000])])
        assert found(index, "丁戊") == {1}
        assert found(index, "丁丁") == set()

    def test_an_entry_of_the_longest_text_beside_others(self, index: SearchIndex) -> None:
        long = ["甲乙丙丁" * 25_000] * 39 + ["戊己" * 50_000]
        index.put([paper(1, "甲"), paper(2, attachments=long), paper(3, attachments=long[:20]), paper(4, "乙")])
        assert found(index, "丁戊") == set()
        assert found(index, "己戊") == {2}
        assert found(index, "乙") == {2, 3, 4}


class TestWhoFinds:
    def test_only_who_holds_one_of_its_keys(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲", readers=["person:1", "organ:1"]), paper(2, "甲", readers=["organ:2"])])
        assert found(index, "甲", readers=["organ:1"]) == {1}
        assert found(index, "甲", readers=["organ:2", "person:1"]) == {1, 2}
        assert found(index, "甲", readers=["organ:11", "organ"]) == set()
        assert found(index, readers=[]) == set()

    def test_what_is_open_to_him_for_a_time_and_never_what_was_taken(self, index: SearchIndex) -> None:
        index.put([paper(n, "甲", readers=["organ:1"] if n < 3 else []) for n in range(1, 6)])
        assert found(index, "甲", also=frozenset([uid(3), uid(9)])) == {1, 2, 3}
        assert found(index, "甲", also=frozenset([uid(3)]), never=frozenset([uid(1), uid(3)])) == {2}
        assert found(index, readers=[], also=frozenset([uid(4)])) == {4}

    def test_counts_and_facets_speak_of_nothing_else(self, index: SearchIndex) -> None:
        index.put(
            [
                paper(1, "甲", facets={"year": "2026", "kind": "record"}),
                paper(2, "甲", facets={"year": "2025", "kind": "record"}),
                paper(3, "甲", facets={"year": "2026"}),
                paper(4, "甲", readers=["organ:2"], facets={"year": "1999"}),
            ]
        )
        answer = index.ask(question("甲", facets=("year", "kind", "fonds")))
        assert answer.total == 3
        assert answer.facets == {"year": {"2026": 2, "2025": 1}, "kind": {"record": 2}, "fonds": {}}
        assert list(answer.facets["year"]) == ["2026", "2025"]


class TestNarrowing:
    def test_by_facets(self, index: SearchIndex) -> None:
        index.put([paper(n, "甲", facets={"year": str(2020 + n), "secrecy": "公开"}) for n in range(1, 5)])
        both = {"year": frozenset(["2021", "2022"]), "secrecy": frozenset(["公开"])}
        assert found(index, "甲", narrowed=both) == {1, 2}
        assert found(index, "甲", narrowed={"year": frozenset()}) == set()
        assert found(index, narrowed={"year": frozenset(["202"])}) == set()
        with pytest.raises(ValueError, match="readers"):
            index.ask(question("甲", narrowed={"readers": frozenset([READER])}))

    def test_by_days_both_included(self, index: SearchIndex) -> None:
        index.put([paper(n, "甲", on=date(2026, 5, n)) for n in range(1, 5)] + [paper(9, "甲")])
        assert found(index, "甲", since=date(2026, 5, 2)) == {2, 3, 4}
        assert found(index, "甲", until=date(2026, 5, 2)) == {1, 2}
        assert found(index, since=date(2026, 5, 2), until=date(2026, 5, 3)) == {2, 3}
        assert found(index, since=date.min, until=date.max) == {1, 2, 3, 4}


class TestOrder:
    def test_by_day_and_what_has_none_last(self, index: SearchIndex) -> None:
        index.put([paper(n, "甲", on=date(2026, 1, n) if n < 9 else None) for n in (3, 1, 9, 2)])
        index.put([paper(4, "甲", on=date(1911, 10, 10))])
        assert numbers(index.ask(question("甲", order=Order.NEWEST))) == [3, 2, 1, 4, 9]
        assert numbers(index.ask(question("甲", order=Order.OLDEST))) == [4, 1, 2, 3, 9]

    def test_by_number_as_people_count(self, index: SearchIndex) -> None:
        for n, number in enumerate(["云政〔2026〕10号", "云政〔2026〕9号", "", "云政〔2025〕11号", "云〔2027〕1号"], 1):
            index.put([paper(n, "甲", numbers=[number] if number else [])])
        assert numbers(index.ask(question("甲", order=Order.NUMBER))) == [5, 4, 2, 1, 3]

    def test_by_relevance_where_the_words_stand(self, index: SearchIndex) -> None:
        index.put(
            [
                paper(1, "别的", attachments=["国发2024"], on=date(2026, 5, 1)),
                paper(2, "别的", people=["国发2024"], on=date(1990, 1, 1)),
                paper(3, "转发国发2024的通知", on=date(1990, 1, 1)),
                paper(4, "国发2024的通知", on=date(1990, 1, 1)),
                paper(5, "别的", numbers=["国发2024年1号"], on=date(1990, 1, 1)),
                paper(6, "国发 2024", on=date(1980, 1, 1)),
                paper(7, "别的", numbers=["国发2024"], on=date(1970, 1, 1)),
                paper(8, "别的", body=["国发2024"], on=date(2026, 5, 2)),
                paper(9, "转发国发2024的通知", on=date(1991, 1, 1)),
            ]
        )
        assert numbers(index.ask(question("国发2024"))) == [7, 6, 5, 4, 9, 3, 2, 8, 1]

    def test_no_rank_tells_what_others_have(self, index: SearchIndex) -> None:
        mine = [paper(n, "甲乙", body=["乙" * n], on=date(2026, 1, n)) for n in range(1, 6)]
        index.put(mine)
        before = index.ask(question("甲", "乙", order=Order.RELEVANCE))
        index.put([paper(n, "甲", body=["甲" * 50], readers=["organ:2"]) for n in range(10, 90)])
        assert index.ask(question("甲", "乙", order=Order.RELEVANCE)) == before


class TestPages:
    @pytest.mark.parametrize("order", list(Order))
    def test_every_hit_once_in_the_same_order(self, index: SearchIndex, order: Order) -> None:
        index.put(
            [
                paper(n, "甲" if n % 3 else "乙", body=["甲"], numbers=[f"{n % 5}号"], on=date(2026, 1, 1 + n % 7))
                for n in range(1, 60)
            ]
        )
        once = numbers(index.ask(question("甲", order=order, size=1000)))
        assert len(once) == 59
        assert paged(index, question("甲", order=order, size=7)) == once
        assert paged(index, question("甲", order=order, size=59)) == once

    @pytest.mark.parametrize("order", list(Order))
    def test_a_page_goes_on_behind_a_hit_whatever_came_and_went(self, index: SearchIndex, order: Order) -> None:
        index.put([paper(n, "甲", on=date(2026, 1, 1), numbers=["1号"]) for n in range(1000, 1300)])
        first = index.ask(question("甲", order=order, size=150))
        index.put([paper(n, "甲", on=date(2026, 1, 1), numbers=["1号"]) for n in range(1, 200)])
        second = index.ask(question("甲", order=order, size=100, after=first.hits[-1].cursor))
        assert numbers(second) == list(range(1150, 1250))
        index.drop([uid(n) for n in [*range(1, 200), *range(1000, 1150), *range(1250, 1260)]])
        third = index.ask(question("甲", order=order, size=100, after=second.hits[-1].cursor))
        assert numbers(third) == list(range(1260, 1300))

    @pytest.mark.parametrize(
        "after",
        [
            ("x",),
            ("0", "1"),
            ("1", "2", "3"),
            ("0", "\x00" + "a" * 32, "0"),
            ("-1", "a" * 32, "0"),
            ("99", "a" * 32, "0"),
        ],
    )
    def test_no_cursor_but_one_of_its_own(self, index: SearchIndex, after: tuple[str, ...]) -> None:
        index.put([paper(1, "甲")])
        with pytest.raises(BadCursor):
            index.ask(question("甲", after=after))


class TestTakingIn:
    def test_in_place_of_the_older_version(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲", version=1)])
        index.put([paper(1, "乙", version=2, readers=["organ:2"])])
        assert found(index, "甲") == found(index, "乙") == set()
        answer = index.ask(question("乙", readers=["organ:2"]))
        assert [(hit.uid.int, hit.version) for hit in answer.hits] == [(1, 2)]

    def test_never_the_older_one_also_not_in_one_call(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲", version=5)])
        index.put([paper(1, "乙", version=4)])
        index.put(
            [paper(2, "丙", version=2), paper(2, "丁", version=1), paper(3, "戊", version=1), paper(3, "己", version=2)]
        )
        assert [found(index, one) for one in "甲乙丙丁戊己"] == [{1}, set(), {2}, set(), set(), {3}]

    def test_the_same_version_with_other_readers(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲")])
        index.put([paper(1, "甲", readers=["organ:2"])])
        assert found(index, "甲") == set()
        assert found(index, "甲", readers=["organ:2"]) == {1}

    def test_what_is_dropped_is_gone_and_may_come_again(self, index: SearchIndex) -> None:
        for _ in range(3):
            index.put([paper(1, "甲"), paper(2, "甲")])
            assert found(index, "甲") == {1, 2}
            index.drop([uid(1), uid(7)])
            assert found(index, "甲") == {2}

    def test_nothing_of_a_call_that_failed_half_way(self, index: SearchIndex) -> None:
        def failing() -> Iterator[IndexEntry]:
            yield paper(1, "甲")
            raise LookupError("the database went away")

        with pytest.raises(LookupError):
            index.put(failing())
        index.put([paper(2, "乙")])
        assert found(index, "乙") == {2}

    def test_what_it_holds_is_counted(self, index: SearchIndex) -> None:
        assert index.count() == 0
        index.put([paper(n, "甲") for n in range(1, 8)] + [paper(1, "乙", version=2)])
        index.drop([uid(2), uid(99)])
        assert index.count() == 6
        beside = index.beside()
        beside.put([paper(1, "甲")])
        assert (beside.count(), index.count()) == (1, 6)
        beside.release()
        index.check(thoroughly=True)

    def test_what_it_holds_is_known(self, index: SearchIndex) -> None:
        index.put([paper(n, "甲", version=n, readers=[READER, f"organ:{n}"]) for n in range(1, 1203)])
        known = {one.uid: one for one in index.known()}
        assert len(known) == 1202
        assert known[UUID(int=7)].version == 7
        assert known[UUID(int=7)].readers_digest == readers_digest({"organ:7", READER})


class TestSuggesting:
    def test_what_begins_so_then_what_holds_it(self, index: SearchIndex) -> None:
        index.put([paper(1, "关于供热的通知", on=date(2026, 1, 1)), paper(2, "供热管理办法"), paper(3, "供热管理办法")])
        index.put([paper(4, "别的"), paper(5, "供热计划", readers=["organ:2"])])
        assert index.suggest("供热", question("别的")) == ["供热管理办法", "关于供热的通知"]
        assert index.suggest("供热", question(), size=1) == ["供热管理办法"]

    @pytest.mark.parametrize("typed", ["xjjhb", "ldxh", "xinjin", "xinjinjihuab", "jihua", "XJ"])
    def test_by_pinyin(self, index: SearchIndex, typed: str) -> None:
        index.put(
            [paper(1, "薪金计划表"), paper(2, "路灯巡护", numbers=["x"]), paper(3, "薪金计划", readers=["organ:2"])]
        )
        assert index.suggest(typed, question()) == [] or len(index.suggest(typed, question())) == 1
        expected = {"xjjhb": ["薪金计划表"], "ldxh": ["路灯巡护"]}.get(typed, ["薪金计划表"])
        assert index.suggest(typed, question()) == expected

    @pytest.mark.parametrize("typed", ["", " ", "\x00", "q", "不在的"])
    def test_nothing_for_nothing(self, index: SearchIndex, typed: str) -> None:
        index.put([paper(1, "薪金计划表")])
        assert index.suggest(typed, question()) == []


class TestLoosely:
    def test_most_of_the_pieces(self, index: SearchIndex) -> None:
        index.put(
            [
                paper(1, "城市供热管理条例"),
                paper(2, "城市管理"),
                paper(3, "供热"),
                paper(4, "城市供热管理", readers=["organ:2"]),
            ]
        )
        asked = question("城市供热管理办法")
        assert index.ask(asked).total == 0
        near = index.loosely(asked)
        assert (near.total, numbers(near)) == (1, [1])

    def test_by_pinyin_of_titles_and_names(self, index: SearchIndex) -> None:
        index.put(
            [paper(1, "薪金计划表"), paper(2, "别的", people=["乔向荣"]), paper(3, "薪金计划", readers=["organ:2"])]
        )
        assert numbers(index.loosely(question("xjjh"))) == [1]
        assert numbers(index.loosely(question("qiaoxiangr"))) == numbers(index.loosely(question("qxr"))) == [2]

    def test_what_is_excluded_stays_out(self, index: SearchIndex) -> None:
        index.put([paper(1, "城市供热管理条例")])
        assert index.loosely(question("城市供热管理办法", Term("条例", excluded=True))).total == 0


class TestAnotherBeside:
    def test_it_is_filled_while_the_old_one_is_asked_and_then_takes_its_place(self, index: SearchIndex) -> None:
        index.put([paper(1, "甲")])
        other = index.beside()
        other.put([paper(2, "甲"), paper(3, "甲")])
        assert found(index, "甲") == {1}
        assert found(other, "甲") == {2, 3}
        index.put([paper(4, "甲")])
        other.swap_in()
        assert found(index, "甲") == {2, 3}
        index.put([paper(5, "甲")])
        assert found(index, "甲") == found(other, "甲") == {2, 3, 5}
        again = other.beside()
        again.swap_in()
        assert found(index, "甲") == set()
