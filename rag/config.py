"""Every tunable, once, grouped by the stage that it belongs to; set by FAZHI_* variables or a fazhi.toml."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Reading(BaseModel):
    """Limits on what one file may cost; times in seconds, sizes in bytes."""

    model_config = ConfigDict(frozen=True)

    seconds: float = 60.0
    memory: int = 2 * 1024**3
    file_size: int = 100 * 1024**2
    text_size: int = 5_000_000
    files_per_worker: int = 100


class Uploading(BaseModel):
    """Limits on an archive that is given to the page: its files, the bytes it unpacks to, and how far one may swell."""

    model_config = ConfigDict(frozen=True)

    files: int = 5_000
    unpacked: int = 2 * 1024**3
    ratio: int = 200


class Chunking(BaseModel):
    """Sizes in characters; title, headings and chunk together have to fit the model's 512 tokens."""

    model_config = ConfigDict(frozen=True)

    chunk: int = 300
    context: int = 110


class Embedding(BaseModel):
    """Which model makes the vectors: `default`, or the name or folder of any SentenceTransformer model."""

    model_config = ConfigDict(frozen=True)

    model: str = "default"
    batch: int = 32
    threads: int = 0


class Retrieval(BaseModel):
    """How many candidates each search gives and how their ranks are fused.

    `rank_constant` is the k of reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009). `nearness` is what a
    clause of the first passage gains over one of none, as a share of an ask's words; less for the next four.
    """

    model_config = ConfigDict(frozen=True)

    candidates: int = 50
    passages: int = 10
    rank_constant: int = 60
    nearness: float = 0.08


class Weighing(BaseModel):
    """What a word of an ask counts for by where it stands about a figure, and what the figure's sort takes off; shares.

    `near` is right before the figure, `behind` right after it, `earlier` and `later` the other clauses of its sentence,
    `before` the sentence before, `alone` a heading that is a sentence by itself. `rarity` is how much a word's rarity
    sways its weight, `filler` what is left of an unknown word that the report has nowhere, `wanting` the strength under
    which a telling word is taken as not there. `closely` is how many figures are looked at for strange words. Of a
    table's cell an ask has to name `own_words` of what its row and its column alone are headed with, and loses up to
    `less_named` for what it does not; all that heads the cell has to hold `by_heads` of the ask, of a sum
    `by_heads_of_sum`.
    """

    model_config = ConfigDict(frozen=True)

    near: float = 1.0
    behind: float = 0.97
    clause: float = 0.9
    earlier: float = 0.8
    later: float = 0.5
    before: float = 0.6
    heading: float = 0.55
    alone: float = 0.7
    other_part: float = 0.55
    other_role: float = 0.75
    change_for_rate: float = 0.5
    in_brackets: float = 0.9
    alike_unit: float = 0.9
    far_unit: float = 0.75
    part_of_place: float = 0.97
    strange_word: float = 0.96
    closely: int = 12
    wanting: float = 0.3
    without_telling: float = 0.6
    own_words: float = 0.6
    by_heads: float = 0.6
    by_heads_of_sum: float = 0.85
    less_named: float = 0.4
    rarity: float = 0.5
    filler: float = 0.85


class Answering(BaseModel):
    """When a clause counts as an answer, and how much an answer may hold; lengths in characters.

    A clause answers from `enough` of an ask's words on, a share weighed by rarity; set on questions about real reports.
    `companion` is the share of the best score from which a figure of another scope is given too, `follows` that of a
    sentence beside the best. A sentence answers from `near` on, the sum of the share that it holds and of how near it
    comes as fitted; where a list, a date or a number is asked for, from `near_formed` on if it holds one, and a list
    that is none from `near_unformed` on. `several` is what a list gains over other sentences.
    """

    model_config = ConfigDict(frozen=True)

    enough: float = 0.5
    text: int = 300
    quote: int = 300
    question: int = 2_000
    places_listed: int = 5
    nearest: int = 3
    companion: float = 0.93
    follows: float = 0.75
    near: float = 0.9
    near_formed: float = 0.72
    near_unformed: float = 1.3
    several: float = 0.3
    weighing: Weighing = Weighing()


class ModelServer(BaseModel):
    """An OpenAI-compatible server and the model to ask of it; without a `url` nothing is asked of anybody.

    `url` is the address that ends before /chat/completions, mostly in /v1; `seconds` is how long one reply may take.
    """

    model_config = ConfigDict(frozen=True)

    url: str = ""
    model: str = ""
    key: SecretStr = SecretStr("")
    seconds: Annotated[float, Field(gt=0, le=3600)] = 60.0


class Judging(ModelServer):
    """The model that scores prose in `fazhi eval --judge`, off while it has no `url`.

    Each question gets `votes` votes, drawn at `temperature` with seeds of their own: at 0 they would mostly be one vote
    counted thrice. A reply has at most `tokens` tokens; 0 leaves that to the server.
    """

    votes: Annotated[int, Field(ge=1, le=99)] = 3
    temperature: Annotated[float, Field(ge=0, le=2)] = 0.3
    tokens: Annotated[int, Field(ge=0)] = 2_000


class Phrasing(ModelServer):
    """The model that phrases answers on the page and in `fazhi ask --phrase`, off while it has no `url`.

    A reply is drawn at `temperature` and has at most `tokens` tokens; 0 leaves that to the server.
    """

    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    tokens: Annotated[int, Field(ge=0)] = 1_000


class Access(BaseModel):
    """Who may come in and who may change the library, where the file `secrets` configures a login by its [auth].

    `readers` and `editors` hold e-mail addresses, @domains, or "*" for everyone who logs in; editors may read too.
    Without a login whoever reaches the page may read, and may change the library unless it is `open` to all.
    """

    model_config = ConfigDict(frozen=True)

    secrets: Path = Path(".streamlit/secrets.toml")
    readers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    open: bool = False


class Settings(BaseSettings):
    """All settings, frozen; FAZHI_EMBEDDING__MODEL=… sets `embedding.model`, FAZHI_LIBRARY=… the library."""

    model_config = SettingsConfigDict(
        env_prefix="FAZHI_", env_nested_delimiter="__", toml_file="fazhi.toml", frozen=True, extra="forbid"
    )

    library: Path = Path("library")
    reading: Reading = Reading()
    uploading: Uploading = Uploading()
    chunking: Chunking = Chunking()
    embedding: Embedding = Embedding()
    retrieval: Retrieval = Retrieval()
    answering: Answering = Answering()
    judge: Judging = Judging()
    phrasing: Phrasing = Phrasing()
    access: Access = Access()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the call first, then the environment, then fazhi.toml."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
