"""序数：as reports and their sections are counted. Pure."""

NUMERALS = "一二三四五六七八九十"


def ordinal_in_words(number: int) -> str:
    """一, 十, 十一, 二十三; from a hundred on in digits."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return f"{head}{NUMERALS[ones - 1] if ones else ''}"
