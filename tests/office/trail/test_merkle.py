"""The tree built in one pass is the tree of the definition, and every leaf and its place counts."""

from hypothesis import given
from hypothesis import strategies as st

from office.kernel.digests import sm3
from office.trail.merkle import Tree, leaf

DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
LEAVES = st.lists(st.tuples(st.integers(1, 2**63 - 1), DIGESTS), max_size=40)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 9162 2.1.1: split at the largest power of two below the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sm3(b"\x01", by_definition(leaves[:split]), by_definition(leaves[split:]))


def root(leaves: list[tuple[int, str]]) -> str:
    tree = Tree()
    for entry, digest in leaves:
        tree.add(leaf(entry, digest))
    return tree.root()


@given(LEAVES.filter(bool))
def test_one_pass_gives_the_tree_of_the_definition(leaves: list[tuple[int, str]]) -> None:
    assert root(leaves) == by_definition([leaf(*one) for one in leaves]).hex()


@given(LEAVES, LEAVES)
def test_other_leaves_or_another_order_give_another_root(
    one: list[tuple[int, str]], other: list[tuple[int, str]]
) -> None:
    assert (root(one) == root(other)) == (one == other)
    assert one == one[::-1] or root(one) != root(one[::-1])


def test_known_answers() -> None:
    """SM3 of nothing, and of a leaf made by hand (GB/T 32905-2016)."""
    assert root([]) == "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b"
    assert root([(1, "00" * 32)]) == sm3(b"\x00" + b"\x00" * 7 + b"\x01" + bytes(32)).hex()
