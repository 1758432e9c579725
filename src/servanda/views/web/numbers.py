"""Numbers in paths, as `{user:int}`: those that a database can hold."""

from __future__ import annotations

from starlette.convertors import IntegerConvertor, register_url_convertor


class Number(IntegerConvertor):
    """A whole number of at most 18 digits; an address with a longer one leads nowhere, instead of to a fault."""

    regex = "[0-9]{1,18}"


register_url_convertor("int", Number())
