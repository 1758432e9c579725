"""A digest by e-mail: what is new in saved searches since a recipient was told last, every quotation cited."""

from servanda.views.digest.compose import Asked, Digest, compose
from servanda.views.digest.message import message
from servanda.views.digest.post import Post

__all__ = ["Asked", "Digest", "Post", "compose", "message"]
