"""Is there anything to build? Pelican is loaded only if so.

    python -S -m plugins.incremental OUTPUT INPUT... -- ARGUMENTS-FOR-PELICAN

INPUT is every file and folder that a build reads. With FRESH=1 the site is built whatever has been recorded. With -S
installed packages come within reach only when there is something to build, which saves the time to find them.
"""

from __future__ import annotations

import gc
import os
import sys

from plugins.incremental import looking, record


def main() -> None:
    """Say that all stands, or build and leave a record of it."""
    try:
        end = sys.argv.index("--")
        output, *inputs = sys.argv[1:end]
    except ValueError:
        sys.exit(str(__doc__))
    gc.disable()  # reading records and importing make much, and nothing of it goes
    command = ["-o", output, *sys.argv[end + 1 :]]
    root = os.path.realpath(output)
    file = looking.beside(root, "record")
    look = looking.Looking(root)
    went_in = seen = refused = None
    try:
        seen = record.Seen(inputs)
        if os.environ.get("FRESH", "") in ("", "0"):
            state = record.built(file, command, seen)
            count = None if state is None else look.stands(state)
            if count is not None:
                look.end()
                print(f"Nothing has changed: the {count} files in {output}/ stand. (FRESH=1 builds all the same.)")
                return
    except OSError:  # a file that cannot be looked at, or is gone in between: the build will say so
        pass
    look.go_on()
    looking.begun.append(look)
    try:
        seen = seen or record.Seen(inputs)
        went_in = record.begin(file, seen)
    except OSError as error:  # the build will fail for the same reason, or it does not matter
        refused = error
    _build(command)
    from plugins.incremental import outputs

    for unasked in looking.begun:
        unasked.end()
    try:
        if seen and went_in is not None and (left := outputs.left(root)) is not None:
            record.write(file, command, seen, went_in, left)
    except OSError as error:
        refused = error
    if refused:
        print(f"No record of this build could be kept, so the next one builds again: {refused}", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)  # to take apart one by one all that was made would be the last, and not the shortest, of the work


def _build(command: list[str]) -> None:
    """Run Pelican; a build that fails, or that somebody breaks off, ends the process."""
    import signal

    if sys.flags.no_site:
        import site

        site.main()
    # Pelican itself returns from a build that was broken off as from one that is done.
    signal.signal(signal.SIGINT, lambda *_: sys.exit(128 + signal.SIGINT))
    from pelican import main as pelican  # most of the time of a build of nothing would be loading it

    pelican(command)


if __name__ == "__main__":
    main()
