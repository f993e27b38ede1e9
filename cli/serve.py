"""`aisle serve`: the service and Rasa, together until Ctrl-C."""

import logging
import shutil
import socket
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Annotated

import typer

from cli import assistant
from cli.output import fail, say, spinner
from shop.settings import Settings

if TYPE_CHECKING:
    import uvicorn

CHECK_S = 1.0
NEEDED_MB = 200
RESTARTS = 3
#: Seconds that the Rasa of an `aisle serve` that was killed is given to end.
EARLIER_S = 15.0
#: Bytes of a live frame; what is larger ends its connection before it is read to the end.
FRAME_BYTES = 256_000


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: AISLE_PORT=9000 aisle serve")(serve)


def serve(
    with_rasa: Annotated[bool, typer.Option("--rasa/--no-rasa", help="Also run the assistant.")] = True,
) -> None:
    """Serve the widget, the chat and the API; stops cleanly on Ctrl-C, Rasa with it."""
    settings = Settings()
    if with_rasa:
        wait_for_earlier(settings)
    check_ports(settings, with_rasa)
    check_disk(settings)
    keeper = RasaKeeper(settings) if with_rasa else None
    try:
        if keeper:
            keeper.start()
        run_service(settings, keeper)
    except assistant.AssistantError as error:
        fail(str(error))
    finally:
        if keeper:
            keeper.stop()
    say("Stopped.")


def check_ports(settings: Settings, with_rasa: bool) -> None:
    """Ends the command with one sentence when a port is taken."""
    ports = [("AISLE_PORT", settings.host, settings.port)]
    ports += [("AISLE_RASA_PORT", "127.0.0.1", settings.rasa_port)] if with_rasa else []
    for name, host, port in ports:
        if taken(host, port):
            fail(f"port {port} is already taken; stop what uses it or set {name} to another port.")


def wait_for_earlier(settings: Settings) -> None:
    """Where `aisle serve` was killed, its Rasa ends by itself within seconds: its port is free then."""
    deadline = time.monotonic() + EARLIER_S
    while taken("127.0.0.1", settings.rasa_port) and assistant.earlier_runs(settings):
        if time.monotonic() > deadline:
            return
        time.sleep(0.2)


def taken(host: str, port: int) -> bool:
    """Whether nobody can listen at this port just now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def check_disk(settings: Settings) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.var).free // 2**20
    if free < NEEDED_MB:
        fail(f"the disk of {settings.var} has only {free} MB free; make room and start again.")


def run_service(settings: Settings, keeper: "RasaKeeper | None") -> None:
    """Runs the service in this thread until Ctrl-C or SIGTERM."""
    with spinner("Starting the service"):
        import uvicorn

        from service.app import create_app

        quieten(settings)
        limit_threads()
        app = create_app(settings)
    config = uvicorn.Config(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
        ws_max_size=FRAME_BYTES,
    )
    server = uvicorn.Server(config)
    threading.Thread(target=announce, args=(settings, server, keeper), daemon=True).start()
    try:
        server.run()
    except KeyboardInterrupt:
        return


def limit_threads() -> None:
    """One thread for each matrix product: requests run side by side, and BLAS threads that spin slow them all."""
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)


def quieten(settings: Settings) -> None:
    """Our log at the level of the settings, other people's libraries only when something is wrong."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for room in ("service", "advisor", "knowledge", "recommender", "shop", "actions", "cli"):
        logging.getLogger(room).setLevel(settings.log_level.upper())
    logging.getLogger("rasa_sdk").setLevel(logging.WARNING)


def announce(settings: Settings, server: "uvicorn.Server", keeper: "RasaKeeper | None") -> None:
    """Prints the address once everything answers, with a running clock until then."""
    with spinner("Starting the assistant"):
        while not server.started or (keeper and not keeper.ready()):
            if server.should_exit:
                return
            time.sleep(0.2)
    board = f"{settings.base_url}/console/complaints"
    say(f"\n  {settings.shop_name} is open: {settings.base_url}")
    say(f"  What buyers complain about: {board} (`aisle token` opens it)\n  Ctrl-C closes it.\n")
    while keeper and not server.should_exit:
        keeper.check()
        time.sleep(CHECK_S)


class RasaKeeper:
    """Keeps one Rasa running: restarts one that died, follows a newly trained model."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._log = settings.var / "logs" / "rasa.log"
        self._process: subprocess.Popen[bytes] | None = None
        self._model = assistant.model_file(settings)
        self._deaths = 0
        self._stopping = False

    def start(self) -> None:
        """Starts Rasa on the model at hand. Raises AssistantError when there is none."""
        self._model = assistant.model_file(self._settings)
        if not self._model.is_file():
            raise assistant.AssistantError("The assistant is not trained yet: run `aisle train`.")
        self._process = assistant.start(assistant.run_arguments(self._settings), self._settings, self._log)

    def ready(self) -> bool:
        """Whether Rasa answers; tells once when it ended instead."""
        if self._process is None or self._process.poll() is not None:
            self.check()
            return False
        return assistant.listens(self._settings.rasa_port)

    def check(self) -> None:
        """Restarts a Rasa that died, up to a few times, and one whose model was trained anew."""
        if self._stopping or self._process is None:
            return
        if self._process.poll() is not None:
            self._revive()
        elif self._trained_anew():
            say("The assistant was trained anew; restarting it.")
            assistant.stop(self._process)
            self.start()

    def stop(self) -> None:
        self._stopping = True
        if self._process is not None:
            assistant.stop(self._process)

    def _revive(self) -> None:
        self._deaths += 1
        if self._deaths > RESTARTS:
            say(f"Rasa keeps ending; {self._log} says why. The widget answers again after a restart.")
            self._process = None
            return
        say(f"Rasa ended unexpectedly, starting it again; {self._log} says why.")
        self.start()

    def _trained_anew(self) -> bool:
        model = assistant.model_file(self._settings)
        return model != self._model and model.is_file()
