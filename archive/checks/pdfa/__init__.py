"""PDF/A (ISO 19005-1, -2, -3, level B) by our own rules: the bytes, the objects, what is drawn, fonts, metadata.

It finds what it knows to look for: a file in which it finds nothing may still break a rule that it does not know. Where veraPDF is
installed, its verdict is taken instead. Pure, slow on hostile files: run in a child with limits.
"""
