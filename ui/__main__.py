"""Streamlit's command, `python -m ui run …`, as a process that ends well when it is told to end.

A server of `streamlit run` that was interrupted shuts down, gets the same signal again, and then calls itself aborted.
"""

import signal
import sys

from streamlit.web.cli import main

for _signal in (signal.SIGINT, signal.SIGTERM):
    signal.signal(_signal, lambda *_: sys.exit(0))
main(prog_name="streamlit")
