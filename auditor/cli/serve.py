"""``auditor serve``: a page in the browser for who does not want a command line."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import setup
from auditor.cli.lang import tr
from auditor.cli.output import say
from auditor.errors import ConfigError, install_hint

Folder = Annotated[
    Path | None,
    typer.Argument(metavar="DIR", help="工作文件夹：处理意见存在这里，默认为当前目录", show_default=False),
]
Port = Annotated[int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="端口，0 为任一空闲端口")]
Closed = Annotated[bool, typer.Option("--no-browser", help="不打开浏览器，只显示地址")]


def serve(
    folder: Folder = None,
    port: Port = 0,
    no_browser: Closed = False,
    rules: setup.Packs = None,
    config: setup.ConfigFile = None,
    debug: setup.Debug = False,
) -> None:
    """在浏览器里审核：拖入文件或文件夹即可；只在本机，不联网，不上传。"""
    for name in ("starlette", "uvicorn"):
        if find_spec(name) is None:
            message = tr("网页界面需要另装组件，请运行 {command}")
            raise ConfigError(message.format(command=install_hint("serve")))
    from auditor.serve.run import serve as run
    from auditor.serve.run import show

    home = (folder or Path()).resolve()
    if not home.is_dir():
        raise ConfigError(tr("这不是文件夹。"), source=str(folder))
    settings = setup.configure(config, debug)

    def told(url: str) -> None:
        print(tr("请在浏览器里打开：{url}").format(url=url), flush=True)
        say(tr("只有本机能打开。结束请按 Ctrl+C，或在页面上点“退出”。"))
        if not no_browser:
            show(url)

    run(home, settings, setup.rulebook(settings, rules), port, told)
