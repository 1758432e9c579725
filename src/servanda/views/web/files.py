"""The files of static/: what is asked for by its mark may be kept for ever, the rest is asked for anew."""

from __future__ import annotations

import os
from importlib.resources import files

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOR_EVER = "public, max-age=31536000, immutable"


class Files(StaticFiles):
    """Static files, public to all."""

    permit = "public"

    def __init__(self) -> None:
        super().__init__(directory=str(files("servanda.views.web") / "static"))

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        made = super().file_response(full_path, stat_result, scope, status_code)
        made.headers["Cache-Control"] = FOR_EVER if scope["query_string"].startswith(b"v=") else "no-cache"
        return made
