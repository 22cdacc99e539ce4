"""`fazhi ask --phrase`: the text of a model where it says all that was found, else what was found and why."""

import json

import pytest
from command import complaint, run
from model_server import serving

QUESTION = "建德2020年出庭应诉率"
PHRASED = (
    "建德市2020年以市政府各部门、乡镇（街道）为被告的行政诉讼案件，负责人出庭应诉率为100%[1]；"
    "以市政府为被告的案件，出庭应诉率为77.27%[1]。"
)


@pytest.fixture
def asked(small_library):
    """Ask with a model that replies so, and return the answer and what standard error says."""

    def asked(reply, *more, question=QUESTION):
        with serving(reply) as script:
            model = {"FAZHI_PHRASING__URL": script.url, "FAZHI_PHRASING__MODEL": "small"}
            done = run("ask", question, "--phrase", "--json", *more, library=small_library, **model)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout), done.stderr.decode(), script

    return asked


@pytest.fixture
def found(small_library):
    return json.loads(run("ask", QUESTION, "--json", library=small_library).stdout)


def same(answer, found):
    return {name: answer[name] for name in found if name != "elapsed_ms"} == {
        name: value for name, value in found.items() if name != "elapsed_ms"
    }


def test_the_text_is_the_models_and_all_else_is_as_found(asked, found):
    answer, said, _ = asked(lambda request: PHRASED)
    assert (answer["text"], answer["phrased_by"], said) == (PHRASED, "small", "")
    assert same(answer | {"text": found["text"]}, found)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (lambda request: PHRASED.replace("77.27", "79.27"), "left something out or added to it"),
        (lambda request: PHRASED.split("；")[0], "left something out or added to it"),
        (lambda request: "", "left something out or added to it"),
        (lambda request: (401, {}), "refuses the key"),
    ],
)
def test_the_answer_stands_as_found_where_the_model_fails_it(asked, found, reply, why):
    answer, said, _ = asked(reply)
    assert answer["phrased_by"] is None
    assert same(answer, found)
    (line,) = said.splitlines()
    assert line.startswith("fazhi: not phrased: ")
    assert why in line


def test_no_model_is_asked_where_there_is_no_answer_to_phrase(asked):
    answer, said, script = asked(lambda request: "99%[1]。", question="昆山2020年出庭应诉率")
    assert (answer["state"], answer["phrased_by"], said, script.calls) == ("not_found", None, "", 0)


def test_what_is_printed_for_a_person_is_phrased_too(small_library):
    with serving(lambda request: PHRASED) as script:
        model = {"FAZHI_PHRASING__URL": script.url, "FAZHI_PHRASING__MODEL": "small"}
        printed = run("ask", QUESTION, "--phrase", library=small_library, **model).stdout.decode()
    assert printed.startswith(PHRASED + "\n\n[1] 建德市 2020年")


def test_without_a_model_nothing_is_phrased(small_library, tmp_path):
    assert "FAZHI_PHRASING__URL" in complaint("ask", QUESTION, "--phrase", library=small_library)
    assert "--batch" in complaint("ask", "--phrase", "--batch", tmp_path / "none", library=small_library)
