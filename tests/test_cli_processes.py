"""The command as a process: its streams, its signals, and the page's server that it becomes."""

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from command import FAZHI, environment, run


def heed_interrupts():
    """Undo what a shell does to what it starts in the background, where these tests may run: it ignores interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_batch_streams_and_an_interrupt_is_a_line(small_library):
    how = {"env": environment(small_library), "preexec_fn": heed_interrupts}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen([FAZHI, "ask", "--batch", "-"], **how, **pipes) as batch:
        batch.stdin.write('{"id": 1, "question": "建德2020年出庭应诉率"}\n'.encode())
        batch.stdin.flush()
        assert json.loads(batch.stdout.readline())["id"] == 1
        batch.send_signal(signal.SIGINT)
        said = batch.stderr.read().decode().splitlines()
        assert batch.wait(60) == 130
    assert said == ["fazhi: interrupted; what was reported as done is kept, and the same command can be run again"]


def test_a_reader_that_leaves_early_is_no_error(small_library):
    listed = subprocess.Popen(
        [str(FAZHI), "reports", "--json"],
        env=environment(small_library),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    listed.stdout.close()
    with listed.stderr:
        assert listed.stderr.read() == b""
    assert listed.wait(60) == 141


def test_an_unforeseen_error_is_a_line_that_names_its_log(small_library, tmp_path):
    code = (
        "import rag.library.library as library\n"
        "library.Library.open = lambda *_, **__: 1 / 0\n"
        "import sys; sys.argv = ['fazhi', 'reports']; from rag.cli import main; main()"
    )
    where = environment(small_library, TMPDIR=str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=where, text=True)
    (log,) = tmp_path.glob("fazhi-*.log")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert done.stderr.startswith(f"fazhi: unexpected ZeroDivisionError: division by zero; the details are in {log},")
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_chat_serves_the_page_on_this_machine_only_and_ends_cleanly(small_library, tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(
        [str(FAZHI), "chat", "--port", str(port)],
        env=environment(small_library, HOME=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        assert _health(f"{address}/_stcore/health", served) == b"ok"
        again = run("chat", "--port", port, library=small_library)
        served.send_signal(signal.SIGINT)
        printed, said = served.communicate(timeout=30)
    finally:
        served.kill()
    assert (printed, served.returncode) == (b"", 0)
    assert address in said.decode()
    assert "Traceback" not in said.decode()
    line = f"fazhi: port {port} is taken by another program: stop that one, or give another with --port {port + 1}\n"
    assert (again.returncode, again.stderr.decode()) == (2, line)


def _health(address, served):
    for _ in range(300):
        assert served.poll() is None, served.stderr.read().decode()
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(0.1)
    return b""
