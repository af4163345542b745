"""处理单: what was recorded of a paper's handling, set as a ruled form of any length.

Pure: no Django, no clock, no settings. A `Sheet` is words, filled by whoever knows the paper; `composing.compose` sets it by the page's own
primitives (`docflow.layout`), `composing.print_sheet` makes the PDF/A-2b. The same sheet and fonts give the same bytes.
Lengths are millimetres from the top left corner of the paper, type sizes points.
"""

ENGINE_VERSION = "1"  # raised whenever the same sheet would look otherwise than before
