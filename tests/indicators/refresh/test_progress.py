"""How far a run is, on the terminal and in the file that the admin view reads."""

from pathlib import Path

from indicators.refresh.progress import Progress, Teller, progress_path, read_progress


def test_the_file_tells_the_newest_state_and_goes_at_the_end(tmp_path: Path) -> None:
    with Teller(4711, quiet=True, home=tmp_path) as tell:
        tell(Progress(source="sotkanet", done=1, total=3, subject="Väestö"))
        tell(Progress(source="sotkanet", done=2, total=3, subject="Gini"))
        assert read_progress(tmp_path) == Progress(source="sotkanet", done=2, total=3, subject="Gini", process=4711)
    assert read_progress(tmp_path) is None
    assert list(progress_path(tmp_path).parent.iterdir()) == []


def test_a_disk_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "home"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    with Teller(1, quiet=True, home=blocked / "below") as tell:
        tell(Progress(source="sotkanet", done=1, total=1))


def test_a_half_written_file_is_no_progress(tmp_path: Path) -> None:
    path = progress_path(tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text('{"source": ', encoding="utf-8")
    assert read_progress(tmp_path) is None
