"""An answer with the text that a configured model made of it, where that text says all that the answer does."""

from dataclasses import dataclass, replace

from rag.answering.generate import can_be_phrased, phrase
from rag.chat_model import ChatModel
from rag.config import Phrasing, Settings
from rag.errors import InputError, ModelServerError
from rag.types import Answer
from rag.views import View, answer_view


@dataclass(frozen=True, slots=True)
class Reworded:
    """An answer, the model that phrased its text (None where it is as it was found), and why it is not phrased."""

    answer: Answer
    by: str | None = None
    why: str = ""


def reworded(answer: Answer, settings: Settings) -> Reworded:
    """Return an answer phrased by the configured model, as it was found where nothing usable came of that.

    Raises InputError where no model is configured.
    """
    wanted = settings.phrasing
    if not wanted.url:
        raise InputError(
            "there is no model to phrase with; set FAZHI_PHRASING__URL and FAZHI_PHRASING__MODEL (and "
            "FAZHI_PHRASING__KEY), or leave --phrase out"
        )
    if not can_be_phrased(answer, wanted):
        return Reworded(answer)
    try:
        text = _whole(answer, wanted)
    except ModelServerError as error:
        return Reworded(answer, why=str(error))
    longest = max(settings.answering.text, len(answer.text))
    if not text or len(text) > longest:
        return Reworded(answer, why="the model left something out or added to it; the answer stands as it was found")
    return Reworded(replace(answer, text=text), wanted.model)


def reworded_view(phrased: Reworded) -> View:
    """Return *answer* with the name of the model that phrased its text, null where none did."""
    return answer_view(phrased.answer) | {"phrased_by": phrased.by}


def _whole(answer: Answer, settings: Phrasing) -> str:
    """Return what a model makes of an answer, "" where the gate or the model left out some of it."""
    with ChatModel(settings) as model:
        *_, last = phrase(answer, model, settings)
    return last.text if last.whole else ""
