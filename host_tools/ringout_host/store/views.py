"""The views that a query may rely on: `tests`, `readings`, `faults`, `lots`.

    tests     a row for each record: what, when, who, the verdict and what it was judged by
    readings  a row for each quantity that a record holds, with its uncertainty and unit
    faults    a row for each fault of a record, the most important first (`place` 1)
    lots      a row for each lot: cables, first-pass and final yield

Their names and columns stay; new columns come at the end. `device` and `seq` name a record
everywhere. Times are UTC, as text (`time`) and as Unix seconds (`tested_at`).
"""

import sqlalchemy as sa

from ringout_host.store import judged, schema

NAMES = ("lots", "faults", "readings", "tests")  # each may stand on those after it
TEST_COLUMNS = (
    "device", "seq", "time", "tested_at", "verdict", "kind", "judged", "voided", "cable", "fault",
    "fault_plug", "serial", "lot", "product", "operator", "mode", "leg_ohm", "leg_ohm_u", "pf",
    "pf_u", "pf_per_ft", "pf_per_ft_u", "limit_leg_ohm", "limit_pf_per_ft", "calibration",
    "firmware", "ms", "cable_key", "tested_or_stored_at", "channel",
)  # fmt: skip
READING_COLUMNS = ("device", "seq", "quantity", "name", "value", "uncertainty", "unit")
FAULT_COLUMNS = ("device", "seq", "place", "code", "plug", "contact", "text")
LOT_COLUMNS = (
    "lot", "tests", "cables", "passed_first", "passed_final", "failed_final", "unsure_final",
    "first_pass_yield", "final_yield", "first_at", "last_at",
)  # fmt: skip
_PAIRED = (("leg_ohm", "ohm"), ("pf", "pF"), ("cmrr_db", "dB"))
_SINGLE = (("length_m", "m"), ("pf_per_ft", "pF/ft"))


def make(connection: sa.Connection) -> None:
    """Make the views anew, in the caller's transaction."""
    drop(connection)
    dialect = connection.dialect
    lite = dialect.name == "sqlite"
    for name, body in (
        ("tests", _tests(dialect)),
        ("readings", _readings_sqlite() if lite else _readings_postgresql()),
        ("faults", _faults_sqlite() if lite else _faults_postgresql()),
        ("lots", _lots()),
    ):
        connection.exec_driver_sql(f"CREATE VIEW {name} AS {body}")


def drop(connection: sa.Connection) -> None:
    """Take them away: a migration may change what stands under them."""
    for name in NAMES:
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def _tests(dialect: sa.Dialect) -> str:
    r, d = schema.records.c, schema.devices.c
    limit = _limit_sqlite if dialect.name == "sqlite" else _limit_postgresql
    columns: tuple[sa.ColumnElement | sa.TextClause, ...] = (
        d.dev, r.seq, sa.text(_iso(dialect)), r.tested_at, r.verdict, r.kind,
        sa.case((judged.is_judged(), 1), else_=0),
        sa.case((r.voided_at.is_(None), 0), else_=1),
        r.wiring, r.fault, r.fault_end, r.serial, r.lot, r.product, r.operator, r.mode,
        r.leg_ohm, r.leg_ohm_u, r.pf, r.pf_u, r.pf_per_ft, r.pf_per_ft_u,
        sa.text(limit("leg_ohm")), sa.text(limit("pf_per_ft")), r.cal, r.fw, r.ms,
        judged.cable_key(), judged.when(), r.channel,
    )  # fmt: skip
    named = [
        sa.text(f"{column.text} AS {name}")
        if isinstance(column, sa.TextClause)
        else column.label(name)
        for column, name in zip(columns, TEST_COLUMNS, strict=True)
    ]
    query = sa.select(*named).select_from(schema.records.join(schema.devices, d.id == r.device))
    return str(query.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def _iso(dialect: sa.Dialect) -> str:
    if dialect.name == "sqlite":
        return "strftime('%Y-%m-%dT%H\\:%M\\:%SZ', records.tested_at, 'unixepoch')"
    utc = "to_timestamp(records.tested_at) AT TIME ZONE 'UTC'"
    return f"""to_char({utc}, 'YYYY-MM-DD"T"HH24\\:MI\\:SS"Z"')"""


def _limit_sqlite(name: str) -> str:
    return f"json_extract(records.limits, '$.{name}')"


def _limit_postgresql(name: str) -> str:
    return f"CAST(CAST(records.limits AS jsonb) ->> '{name}' AS double precision)"


# -- readings ------------------------------------------------------------------------------
_OF = "FROM records r JOIN devices d ON d.id = r.device"
# PostgreSQL's jsonb knows neither NUL nor half of a pair: such a record shows no readings there.
_BODY = r"""CROSS JOIN LATERAL (SELECT CASE WHEN r.raw ~* '\\u(0000|d[89a-f])' THEN '{}'
 ELSE r.raw END ::jsonb AS body) b"""


def _readings_sqlite() -> str:
    parts = [
        f"SELECT d.dev AS device, r.seq AS seq, '{key}' AS quantity, j.key AS name,"
        f" json_extract(j.value, '$[0]') AS value, json_extract(j.value, '$[1]') AS uncertainty,"
        f" '{unit}' AS unit {_OF}, json_each(r.raw, '$.{key}') j WHERE j.type = 'array'"
        for key, unit in _PAIRED
    ]
    parts += [
        f"SELECT d.dev, r.seq, '{key}', NULL, json_extract(r.raw, '$.{key}[0]'),"
        f" json_extract(r.raw, '$.{key}[1]'), '{unit}' {_OF}"
        f" WHERE json_type(r.raw, '$.{key}') = 'array'"
        for key, unit in _SINGLE
    ]
    return " UNION ALL ".join(parts)


def _readings_postgresql() -> str:
    parts = [
        f"SELECT d.dev AS device, r.seq AS seq, '{key}' AS quantity, j.key AS name,"
        " (j.value ->> 0)::double precision AS value,"
        f" (j.value ->> 1)::double precision AS uncertainty, '{unit}' AS unit {_OF} {_BODY}"
        f" CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(b.body -> '{key}') = 'object'"
        f" THEN b.body -> '{key}' ELSE '{{}}'::jsonb END) j WHERE jsonb_typeof(j.value) = 'array'"
        for key, unit in _PAIRED
    ]
    parts += [
        f"SELECT d.dev, r.seq, '{key}', NULL, (b.body -> '{key}' ->> 0)::double precision,"
        f" (b.body -> '{key}' ->> 1)::double precision, '{unit}' {_OF} {_BODY}"
        f" WHERE jsonb_typeof(b.body -> '{key}') = 'array'"
        for key, unit in _SINGLE
    ]
    return " UNION ALL ".join(parts)


# -- faults --------------------------------------------------------------------------------
def _faults_sqlite() -> str:
    return (
        "SELECT device, seq, place, code, plug, CASE WHEN typeof(contact) = 'text' THEN contact"
        " END AS contact, text FROM (SELECT d.dev AS device, r.seq AS seq, j.key + 1 AS place,"
        " json_extract(j.value, '$.code') AS code, json_extract(j.value, '$.end') AS plug,"
        " json_extract(j.value, '$.contact') AS contact, json_extract(j.value, '$.text') AS text"
        f" {_OF}, json_each(r.raw, '$.faults') j WHERE r.fault IS NOT NULL) of_them"
    )


def _faults_postgresql() -> str:
    return (
        "SELECT d.dev AS device, r.seq AS seq, j.place AS place, j.value ->> 'code' AS code,"
        " j.value ->> 'end' AS plug, j.value ->> 'contact' AS contact, j.value ->> 'text' AS text"
        f" {_OF} {_BODY} CROSS JOIN LATERAL jsonb_array_elements("
        "CASE WHEN jsonb_typeof(b.body -> 'faults') = 'array' THEN b.body -> 'faults'"
        " ELSE '[]'::jsonb END) WITH ORDINALITY j(value, place) WHERE r.fault IS NOT NULL"
    )


# -- lots ----------------------------------------------------------------------------------
def _lots() -> str:
    """A cable's first and last judged test decide its first-pass and its final yield."""
    order = "tested_or_stored_at {0}, device {0}, seq {0}"
    cable = "PARTITION BY lot, cable_key ORDER BY "
    ordered = (
        "SELECT lot, verdict, tested_or_stored_at,"
        f" row_number() OVER ({cable}{order.format('ASC')}) AS from_first,"
        f" row_number() OVER ({cable}{order.format('DESC')}) AS from_last"
        " FROM tests WHERE judged = 1 AND lot IS NOT NULL"
    )

    def count(condition: str) -> str:
        return f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END)"

    passed_first = count("from_first = 1 AND verdict = 'PASS'")
    passed_final = count("from_last = 1 AND verdict = 'PASS'")
    failed = count("from_last = 1 AND verdict = 'FAIL'")
    unsure = count("from_last = 1 AND verdict NOT IN ('PASS', 'FAIL')")
    cables = count("from_first = 1")
    return (
        f"SELECT lot, count(*) AS tests, {cables} AS cables,"
        f" {passed_first} AS passed_first, {passed_final} AS passed_final,"
        f" {failed} AS failed_final, {unsure} AS unsure_final,"
        f" 1.0 * {passed_first} / {cables} AS first_pass_yield,"
        f" 1.0 * {passed_final} / {cables} AS final_yield,"
        " min(tested_or_stored_at) AS first_at, max(tested_or_stored_at) AS last_at"
        f" FROM ({ordered}) ordered GROUP BY lot"
    )
