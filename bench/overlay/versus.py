# SPDX-License-Identifier: Apache-2.0
"""One row: the program against a peer."""
from contest import NotAvailable
from table import agreement, megabytes, reached, seconds


def ours_in(row, result):
    row.ours, row.peak = seconds(result.seconds), megabytes(result.peak)


def versus(row, ours, theirs, least, **tolerance):
    """Fills in the peer's half of a row; without the peer the program's half stays. Without a least ratio nothing is judged."""
    ours_in(row, ours)
    row.target = f"{least}x" if least else ""
    try:
        their = theirs()
    except NotAvailable as e:
        row.verdict, row.notes = "not available here", [f"{row.against}: {e}"]
        return row
    ratio = their.seconds / ours.seconds
    row.theirs, row.ratio, row.verdict = seconds(their.seconds), f"{ratio:.1f}x", reached(ratio >= least) if least else "-"
    if their.peak: row.their_peak = megabytes(their.peak)
    if "prepare_seconds" in their.more:
        row.notes.append(f"PostGIS prepared its layers in {seconds(their.more['prepare_seconds'])} beforehand; "
                         f"query times by layer: {', '.join(f'{k} {seconds(v)}' for k, v in their.more['split'].items())}")
    row.checks = agreement(row.against, ours.layers, their.layers, **tolerance)
    return row
