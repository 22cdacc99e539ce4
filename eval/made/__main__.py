"""Lets `python -m eval.made` run the command."""

import sys

from eval.made.command import main

sys.exit(main())
