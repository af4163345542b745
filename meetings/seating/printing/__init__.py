"""座次图、座签、桌签 on paper: vectors and the project's own type, for the working child. Pure.

Nothing is refused: a character that no font has is shown by its code. The same values and fonts give the same bytes.
"""
