"""排版 by GB/T 9704-2012: elements → lines → a neutral page model → PDF/A-2b.

Pure: no Django, no clock, no settings. The same elements and fonts give the same bytes. The door is `typesetting.typeset`.
Lengths are millimetres from the top left corner of the paper, type sizes points, unless a name says otherwise.
"""

ENGINE_VERSION = "1"  # raised whenever the same elements may break differently or stand elsewhere than before
