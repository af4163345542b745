"""Fonts for the page: the licensed ones where they are, else free ones, as TrueType files in a folder that `docflow.layout.fonts` reads.

Run `python -m docflow.fonts.prepare`. No Django; needs fontTools and uharfbuzz.
"""
