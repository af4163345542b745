"""One digest for many entries: the Merkle tree of RFC 9162 2.1, with SM3 for SHA-256, built in a single pass."""

from office.kernel.digests import sm3


def leaf(entry: int, digest: str) -> bytes:
    """An entry in its block: its row key and its digest, so that neither can change."""
    return sm3(b"\x00", entry.to_bytes(8), bytes.fromhex(digest))


class Tree:
    """Takes leaves in order and keeps one node a level: a block of any size needs a few hundred bytes."""

    def __init__(self) -> None:
        self._nodes: list[tuple[int, bytes]] = []  # (height, digest), the highest first

    def add(self, node: bytes) -> None:
        """The next leaf."""
        height = 0
        while self._nodes and self._nodes[-1][0] == height:
            node = sm3(b"\x01", self._nodes.pop()[1], node)
            height += 1
        self._nodes.append((height, node))

    def root(self) -> str:
        """The digest of all leaves so far, 64 hexadecimal digits; no leaves: that of nothing."""
        if not self._nodes:
            return sm3().hex()
        root = self._nodes[-1][1]
        for _, node in reversed(self._nodes[:-1]):
            root = sm3(b"\x01", node, root)
        return root.hex()
