"""The bench measures what it says, and the store is nowhere near too slow."""

from tests.bench.store import bench_store


def test_the_bench_measures_on_a_small_shop():
    found = bench_store(4_000)
    # A loaded machine is slow: this only finds what has become several times slower.
    assert found["ingest_per_s"] > 2_000
    assert 0 < found["report_s"] < 20
    assert 0 < found["report_mb"] < 3
