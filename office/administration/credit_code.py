"""统一社会信用代码 (GB 32100-2015): eighteen signs, the last of which checks the others."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 4.2: without I, O, S, V, Z
LENGTH = 18


def check_sign(body: str) -> str:
    """The eighteenth sign for the first seventeen (5.2: weights are powers of three modulo 31). Raises ValueError for a foreign sign."""
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return ALPHABET[-total % 31]


def flaw(code: str) -> str:
    """What is wrong with a code, as a sentence; empty where nothing is."""
    if len(code) != LENGTH:
        return f"统一社会信用代码应为{LENGTH}位，现有{len(code)}位。请对照登记证书核对。"
    strange = "".join(dict.fromkeys(sign for sign in code if sign not in ALPHABET))
    if strange:
        return f"统一社会信用代码里不会有“{strange}”：只用数字和大写字母，不用 I、O、S、V、Z。请对照登记证书核对。"
    if check_sign(code[:-1]) != code[-1]:
        return "统一社会信用代码的校验位对不上，多半有一位抄错。请对照登记证书核对。"
    return ""
