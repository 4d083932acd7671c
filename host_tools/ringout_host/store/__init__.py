"""Local database of test records: schema, ingest, queries, export."""
