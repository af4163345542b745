"""印章：画印模、盖章（PAdES B-LT）、验章。

A pure package: bytes and values in, bytes and values out. It knows no database, no settings and no clock: the moment is always given.
"""

import logging

for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(
        logging.CRITICAL
    )  # what they find comes back as answers; in a log it only frightens
