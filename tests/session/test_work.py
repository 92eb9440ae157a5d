"""Long work of a sitting: how far it is, how much longer, and stopping it from elsewhere."""

from __future__ import annotations

import threading

import pytest

from tui import wording
from tui.session.doing_said import how_far, percent, size_words
from tui.session.driver import Doing
from tui.session.work import Work
from tui.vault.errors import Cancelled


class Seconds:
    """A clock that the test moves."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_is_known_only_while_it_goes_on():
    work = Work()
    assert work.doing is None
    with work.on("Adding", "bytes", 10) as same:
        assert same is work
        assert work.doing == Doing(what="Adding", unit="bytes", total=10)
        work.progress(4)
        assert work.doing is not None and (work.doing.done, work.doing.total) == (4, 10)
    assert work.doing is None
    work.progress(5)
    assert work.doing is None


def test_it_ends_also_where_it_fails():
    work = Work()
    with pytest.raises(ValueError, match="no"), work.on("Adding"):
        raise ValueError("no")
    assert work.doing is None


def test_how_much_longer_is_told_by_what_it_took():
    seconds = Seconds()
    work = Work(seconds)
    with work.on("Adding", "bytes", 100):
        seconds.now += 1
        work.progress(10)
        assert work.doing is not None and work.doing.left is None
        seconds.now += 9
        work.progress(50)
        assert work.doing.left == pytest.approx(10)
        work.progress(100)
        assert work.doing.left == 0


def test_another_part_is_measured_anew():
    seconds = Seconds()
    work = Work(seconds)
    with work.on("Looking", "files", 100):
        seconds.now += 60
        work.progress(50)
        work.progress(0, 1000)
        assert work.doing is not None and work.doing.left is None and work.doing.total == 1000
        seconds.now += 2
        work.progress(100)
        assert work.doing.left == pytest.approx(18)
        work.progress(90)
        assert work.doing.left is None


def test_another_thread_stops_it():
    work = Work()
    looking, asked = threading.Event(), threading.Event()

    def press() -> None:
        looking.wait(20)
        work.cancel()
        asked.set()

    thread = threading.Thread(target=press)
    thread.start()
    with pytest.raises(Cancelled), work.on("Adding"):
        work.go_on()
        looking.set()
        assert asked.wait(20)
        assert work.cancelled() and work.doing is not None and work.doing.stopping
        work.go_on()
    thread.join()


def test_what_was_stopped_before_does_not_stop_what_comes_next():
    work = Work()
    work.cancel()
    with work.on("Adding"):
        assert not work.cancelled()
        work.cancel()
    with work.on("Adding more"):
        assert not work.cancelled()


def test_the_last_step_is_done_whole():
    work = Work()
    with work.on("Adding"):
        work.last_step()
        work.cancel()
        assert work.doing is not None and not work.doing.may_stop and not work.doing.stopping
        work.go_on()
    with work.on("Adding"):
        work.cancel()
        with pytest.raises(Cancelled):
            work.last_step()


def test_what_may_not_be_stopped_goes_on():
    work = Work()
    with work.on("Sealing", may_stop=False):
        work.cancel()
        assert not work.cancelled()


def doing(unit="bytes", done=0, total=0, **more) -> Doing:
    return Doing(what="Adding", unit=unit, done=done, total=total, **more)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (doing(done=312_000_000, total=1_200_000_000, left=18.0),
         "312 MB of 1.2 GB, about 20 seconds more"),
        (doing(done=312_000_000), "312 MB so far"),
        (doing(), ""),
        (doing(left=3.0), "a few seconds more"),
        (doing("files", 3, 12), "3 of 12 files"),
        (doing("files", 0, 1), "0 of 1 file"),
        (doing("changes", 1_500, 20_000, left=65.0),
         "1,500 of 20,000 changes, about 1 minute more"),
        (doing("parts", 1, 2), "1 of 2"),
        (doing("parts", 7), "7 so far"),
        (doing(done=5, total=9, left=8_000.0), "5 bytes of 9 bytes, about 2 hours more"),
        (doing(done=5, total=9, left=50.0, stopping=True), "Stopping…"),
    ],
)  # fmt: skip
def test_it_is_said_in_words(one, words):
    assert how_far(one) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "a few seconds more"), (9.4, "a few seconds more"), (10, "about 10 seconds more"),
        (11, "about 20 seconds more"), (52, "about 50 seconds more"),
        (56, "about 1 minute more"), (150, "about 2 minutes more"), (3700, "about 1 hour more"),
    ],
)  # fmt: skip
def test_how_much_longer_is_no_more_exact_than_it_is_known(seconds, words):
    assert how_far(doing(left=float(seconds))) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (1250, "1.3 kB"),
        (312_400_000, "312 MB"), (1_000_000, "1 MB"), (4_294_967_296, "4.3 GB"),
        (12_000_000_000, "12 GB"),
    ],
)  # fmt: skip
def test_sizes_are_said_as_people_read_them(count, words):
    assert size_words(count) == words


def test_numbers_are_written_as_the_language_does():
    with wording.using("fr-CA"):
        assert size_words(1_200_000_000).startswith("1,2")


@pytest.mark.parametrize(
    ("done", "total", "of_a_hundred"), [(0, 0, None), (1, 3, 33), (3, 3, 100), (9, 3, 100)]
)
def test_the_share_that_is_done(done, total, of_a_hundred):
    assert percent(doing(done=done, total=total)) == of_a_hundred
