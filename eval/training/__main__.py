"""`python -m eval.training`: trains the decision and writes its weights and how good they are."""

from eval.training.command import run

if __name__ == "__main__":
    raise SystemExit(run())
