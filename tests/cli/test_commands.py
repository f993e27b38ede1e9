"""The command line as scripts use it: stable JSON, clear failures, exit codes."""

import json
import socket
from pathlib import Path

import pytest

from tests.conftest import run_aisle


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_search_queries_in_json_out(demo_var: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("waterproof jacket\nwarm socks\n")
    done = run_aisle(demo_var, "search", "--queries", str(queries), "-k", "3", "--json")
    assert done.returncode == 0, done.stderr
    answers = lines(done.stdout)
    assert [answer["query"] for answer in answers] == ["waterproof jacket", "warm socks"]
    for answer in answers:
        results = answer["results"]
        assert isinstance(results, list) and len(results) == 3
        assert set(results[0]) == {"product_id", "score"}
        assert results[0]["score"] >= results[1]["score"] >= results[2]["score"]


def test_search_with_a_price_limit_and_its_explanation(demo_var: Path) -> None:
    done = run_aisle(demo_var, "search", "boots", "-k", "2", "--max-price", "150", "--explain", "--json")
    [answer] = lines(done.stdout)
    results = answer["results"]
    assert isinstance(results, list) and "search" in results[0]["parts"]


def test_recommend_for_a_list_of_customers(demo_var: Path, tmp_path: Path) -> None:
    customers = tmp_path / "customers.txt"
    customers.write_text("maya\nnobody-we-know\njonas\n")
    done = run_aisle(demo_var, "recommend", "--customers", str(customers), "-k", "4", "--json")
    answers = lines(done.stdout)
    assert [answer["customer_id"] for answer in answers] == ["maya", "nobody-we-know", "jonas"]
    shown = [[item["product_id"] for item in answer["results"]] for answer in answers]  # type: ignore[attr-defined]
    assert len({tuple(ids) for ids in shown}) == 3
    assert all(len(ids) == 4 for ids in shown)


def test_complaints_of_texts(demo_var: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("The zip broke after two weeks.\nI love it, no complaints at all.\n")
    done = run_aisle(demo_var, "complaints", "--texts", str(texts), "--json")
    broken, praised = lines(done.stdout)
    found = broken["complaints"]
    assert isinstance(found, list) and found[0]["aspect"] in ("zip", "breaks")
    assert set(found[0]) == {"aspect", "sentence", "score"} and 0 <= found[0]["score"] <= 1
    assert praised["complaints"] == []


def test_importing_the_same_file_twice_changes_nothing(demo_var: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feed.csv"
    feed.write_text("id,title,price\na,Lamp,10.00 USD\nb,Chair,not a price\n")
    first, second = (
        json.loads(run_aisle(tmp_path / "var", "import", "products", str(feed), "--json").stdout)
        for _ in range(2)
    )
    assert (first["added"], first["rejected"]) == (1, 1)
    assert (second["added"], second["changed"], second["unchanged"]) == (0, 0, 1)
    assert "price" in Path(first["rejects_path"]).read_text()


def test_the_faq_comes_in_and_what_was_wrong_is_said(tmp_path: Path) -> None:
    feed = tmp_path / "faq.yml"
    feed.write_text(
        "- {id: wrap, question: Do you gift wrap?, answer: Yes.}\n"
        "- {id: hours, question: When are you open?, answer: Nine to five.}\n"
        "- {id: bad, question: Is it safe?, answer: Yes., link: 'javascript:alert(1)'}\n"
    )
    done = run_aisle(tmp_path / "var", "import", "faq", str(feed), "--replace", COLUMNS="200")
    assert done.returncode == 0, done.stderr
    assert "Read 3 FAQ entries (YAML): 2 new, 0 changed, 0 as before; 1 rejected." in done.stdout
    assert "http://" in (tmp_path / "var" / "rejects" / "faq.yml.rejects.csv").read_text()
    feed.write_text("question,answer\nDo you gift wrap?,\n")
    refused = run_aisle(tmp_path / "var", "import", "faq", str(feed), COLUMNS="400")
    assert refused.returncode == 1 and "a text of 1 to 1000 characters" in refused.stderr
    parts = json.loads(run_aisle(tmp_path / "var", "doctor", "--json").stdout)
    [database] = [item["detail"] for item in parts if item["part"] == "database"]
    assert "2 FAQ entries" in database


def test_an_empty_file_is_one_clear_sentence(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.touch()
    done = run_aisle(tmp_path / "var", "import", "products", str(empty))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr and "empty" in done.stderr


def test_training_without_products_says_what_to_do(tmp_path: Path) -> None:
    done = run_aisle(tmp_path / "var", "train")
    assert done.returncode == 1 and "aisle import products" in done.stderr and "Traceback" not in done.stderr


def test_rollback_without_an_older_release_says_so(demo_var: Path) -> None:
    done = run_aisle(demo_var, "rollback")
    assert done.returncode == 1 and "no older release" in done.stderr


def test_a_taken_port_is_one_clear_sentence(demo_var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_aisle(demo_var, "serve", AISLE_PORT=str(port))
    assert done.returncode == 1
    assert f"port {port} is already taken" in done.stderr and "Traceback" not in done.stderr


def test_doctor_tells_what_is_missing(tmp_path: Path) -> None:
    done = run_aisle(tmp_path / "var", "doctor", "--json")
    assert done.returncode == 1
    parts = {item["part"]: item for item in json.loads(done.stdout)}
    assert parts["database"]["ok"] and not parts["release"]["ok"]
    assert "aisle train" in parts["release"]["detail"]


def test_reset_empties_what_is_ours_and_nothing_else(tmp_path: Path) -> None:
    ours, foreign = tmp_path / "ours", tmp_path / "foreign"
    (ours / "releases").mkdir(parents=True)
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("years of work")
    assert run_aisle(ours, "reset", "--yes").returncode == 0
    assert list(ours.iterdir()) == []
    assert run_aisle(foreign, "reset", "--yes").returncode == 1
    assert (foreign / "thesis.txt").exists()


COMMANDS = (
    "import",
    "orders",
    "rules",
    "demo",
    "train",
    "evaluate",
    "rollback",
    "search",
    "recommend",
    "complaints",
    "serve",
    "transcript",
    "doctor",
    "reset",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, tmp_path: Path) -> None:
    arguments = (command, *{"import": ("products",), "orders": ("requests",)}.get(command, ()))
    done = run_aisle(tmp_path, *arguments, "--help", COLUMNS="200")
    assert done.returncode == 0 and "Example" in done.stdout
