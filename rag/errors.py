"""The errors a person can meet; each message says what, why and what to do next, in one line."""


class FazhiError(Exception):
    """Anything that Fazhi tells a person in a line instead of a traceback."""


class InputError(FazhiError):
    """The call or what it was given is wrong: a missing path, an empty question, an unknown id."""


class ReadError(FazhiError):
    """One file could not be read as a report; the others go on."""


class SkippedFile(FazhiError):
    """A file that is no report at all; passed over, with its reason, and no failure."""


class LibraryError(FazhiError):
    """The library cannot be used as it is: damaged, held by another process, or made with other settings."""


class LibraryBusyError(LibraryError):
    """Someone else is writing the library at the moment."""


class ModelError(FazhiError):
    """The embedding model is missing or cannot be loaded."""


class ModelServerError(FazhiError):
    """The configured model server cannot be reached, refuses the key, or gives no reply that could be used."""


class ModelRefusalError(ModelServerError):
    """The model server is there and would not take this one request; it may take others."""


class ServeError(FazhiError):
    """The page cannot be served: its port is taken, or its address is not allowed."""
