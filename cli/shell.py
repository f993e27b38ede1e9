"""`aisle shell`: the same assistant in a terminal."""

import subprocess

import typer

from cli import assistant
from cli.output import fail
from shop.settings import Settings


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: make shell")(shell)


def shell() -> None:
    """Talk to the assistant with `rasa shell`; cards appear as text."""
    import threading

    import uvicorn

    from cli.serve import check_ports
    from service.app import create_app

    settings = Settings()
    check_ports(settings, with_rasa=True)
    config = uvicorn.Config(create_app(settings), host="127.0.0.1", port=settings.port, log_level="error")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        command = assistant.rasa(assistant.shell_arguments(settings))
        subprocess.run(command, cwd=assistant.ROOT, env=assistant.environment(settings), check=False)
    except assistant.AssistantError as error:
        fail(str(error))
    except KeyboardInterrupt:
        pass
    finally:
        server.should_exit = True
        thread.join(10)
