# SPDX-License-Identifier: Apache-2.0
"""What the helpers of `zonegate report` have in common: a list of work in, a line for each file made out."""
import json
import os
import sys


def run(write):
    """Makes what each line of the file named on the command line asks for, {"path": FILE, "document": ...}, with write(document, path). The exit code.

    Whoever asked for the files may have been stopped: then the rest of them is left."""
    status, asker = 0, os.getppid()
    with open(sys.argv[1], encoding="utf-8") as jobs:
        for line in jobs:
            if os.getppid() != asker:
                return 1
            job = json.loads(line)
            try:
                write(job["document"], job["path"])
            except (ValueError, OSError) as error:
                print(f"{job['path']}: {error}", file=sys.stderr)
                status = 1
                continue
            print(job["path"].replace("\n", " "), flush=True)
    return status
