"""What can go wrong, as a tree. Each error says what happened, where, and what to do.

    ServandaError
    ├── InputError          a story given for reading cannot be read
    │   ├── EmptyInput      nothing in it
    │   ├── NotText         a binary, or an encoding nobody could name
    │   ├── TooLarge        over the limit of `Settings.largest_story`
    │   └── NotRussian      another language: kept, not read
    ├── KnowledgeError      a table of names is broken, or a user's own row in it
    ├── EngineError         the networks' weights are missing or not those expected
    ├── RegisterError       the register cannot be opened, read or written
    │   ├── NotFound        no such pledge, story, event or decision
    │   └── RegisterBusy    another process holds it too long
    ├── SourceError         a source outside could not be reached or was refused
    ├── MailError           a message was not taken by the mail server
    └── UsageError          the call itself is wrong (exit code 2)

`str(error)` is one line, `WHERE: WHAT; WHAT TO DO`, fit for standard error as it is.
"""


class ServandaError(Exception):
    """Base of all errors that the program raises on purpose.

    `where` names the file, address, row or register, `what` the fault, `remedy` what the reader can do about it.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{line}; {self.remedy}" if self.remedy else line
        return " ".join(line.split())


class InputError(ServandaError):
    """A story given for reading cannot be read."""


class EmptyInput(InputError):
    """There is no text in it."""


class NotText(InputError):
    """It is a binary, or its encoding cannot be told."""


class TooLarge(InputError):
    """It is larger than the program will read at once."""


class NotRussian(InputError):
    """The text is in another language: it is kept, but not read."""


class KnowledgeError(ServandaError):
    """A table of names is broken."""


class EngineError(ServandaError):
    """The networks' weights are missing or are not those that the program was made for."""


class RegisterError(ServandaError):
    """The register cannot be opened, read or written."""


class NotFound(RegisterError):
    """The register holds no such pledge, story, event or decision."""


class RegisterBusy(RegisterError):
    """Another process has held the register for too long."""


class SourceError(ServandaError):
    """A source outside could not be reached, or was refused."""


class MailError(ServandaError):
    """A message could not be handed to the mail server."""


class UsageError(ServandaError):
    """The call itself is wrong."""
