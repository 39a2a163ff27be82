"""What PostgreSQL is told of a side's tables besides their models.

For migrations, and for the command when pgvector is installed later; it takes the tables' owner.
"""

from factcheck.matching.index.halfvec import WIDTH


def set_up(prefix: str, about: str, table: str) -> str:
    """Of the four tables whose names begin so; the items' column `about` leads to `table`."""
    return f"""
        ALTER TABLE {prefix}item ADD CONSTRAINT {prefix}item_about
            FOREIGN KEY ({about}) REFERENCES {table} (id) ON DELETE CASCADE;
        -- A question reads a term's postings from their index alone, once they have been vacuumed.
        ALTER TABLE {prefix}posting SET (
            autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05
        );
        ALTER TABLE {prefix}vector ALTER COLUMN values SET STORAGE EXTERNAL;
        {with_pgvector(prefix)}
    """


def with_pgvector(prefix: str) -> str:
    """Make use of pgvector where it is; nothing where it is not, or where the role may not."""
    return f"""
        DO $$ BEGIN
            CREATE EXTENSION IF NOT EXISTS vector;
        EXCEPTION WHEN OTHERS THEN
            RAISE NOTICE 'Without pgvector: %', SQLERRM;
        END $$;
        DO $$ BEGIN
            IF to_regtype('halfvec') IS NOT NULL THEN
                ALTER TABLE {prefix}vector ADD COLUMN IF NOT EXISTS near halfvec({WIDTH});
                CREATE INDEX IF NOT EXISTS {prefix}vector_near ON {prefix}vector
                    USING hnsw (near halfvec_ip_ops);
            END IF;
        END $$;
    """
