"""Words for what records keep as codes."""

ORDINARY = ("Y", "D30", "D10")
"""The terms of 国家档案局令第8号, the longest first."""


def retention_in_words(code: str) -> str:
    """永久, 30年; any other text as it stands."""
    if code == "Y":
        return "永久"
    return f"{code[1:]}年" if code[:1] == "D" and code[1:].isdecimal() else code


def size_in_words(size: int) -> str:
    """312字节, 4.5KB, 2.1MB."""
    for unit, factor in (("MB", 1024 * 1024), ("KB", 1024)):
        if size >= factor:
            return f"{size / factor:.1f}{unit}"
    return f"{size}字节"
