"""Is there anything to build? Pelican is loaded only if so.

    python -m plugins.incremental OUTPUT INPUT... -- ARGUMENTS-FOR-PELICAN

INPUT is every file and folder that a build reads. With FRESH=1 the site is built whatever has been recorded.
"""

from __future__ import annotations

import os
import sys

from plugins.incremental import record


def main() -> None:
    """Say that all stands, or build and leave a record of it."""
    try:
        end = sys.argv.index("--")
        output, *inputs = sys.argv[1:end]
    except ValueError:
        sys.exit(str(__doc__))
    command = ["-o", output, *sys.argv[end + 1 :]]
    file = os.path.join(os.path.dirname(os.path.realpath(output)), ".build", "record")
    if os.environ.get("FRESH", "") in ("", "0"):
        count = record.stands(file, command, inputs, output)
        if count is not None:
            print(f"Nothing has changed: the {count} files in {output}/ stand. (FRESH=1 builds all the same.)")
            return
    refused = went_in = None
    try:
        went_in = record.begin(file, inputs)
    except OSError as error:  # the build will fail for the same reason, or it does not matter
        refused = error
    _build(command)
    try:
        if went_in is not None:
            record.write(file, command, went_in, output)
    except OSError as error:
        refused = error
    if refused:
        print(f"No record of this build could be kept, so the next one builds again: {refused}", file=sys.stderr)


def _build(command: list[str]) -> None:
    """Run Pelican; a build that fails, or that somebody breaks off, ends the process."""
    import gc
    import signal

    gc.disable()  # importing makes much, and nothing of it goes
    # Pelican itself returns from a build that was broken off as from one that is done.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(128 + signal.SIGINT))
    from pelican import main as pelican  # most of the time of a build of nothing would be loading it

    pelican(command)


if __name__ == "__main__":
    main()
