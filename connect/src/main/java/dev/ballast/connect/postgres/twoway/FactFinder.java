// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.connect.postgres.Database;
import dev.ballast.connect.postgres.Names;
import dev.ballast.connect.postgres.twoway.TableFacts.Column;
import dev.ballast.connect.postgres.twoway.TableFacts.Content;
import dev.ballast.connect.postgres.twoway.TableFacts.Numbering;
import dev.ballast.model.ReplicatedTable;
import dev.ballast.model.Replication;
import dev.ballast.model.TableMerge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks a database's catalogs. Reads only. */
final class FactFinder {

  private static final String OID = "(SELECT to_regclass(?)::oid)";

  private final Database database;

  FactFinder(Database database) {
    this.database = database;
  }

  NodeFacts of(Replication replication) {
    Skew skew = Skew.of(database);
    Map<String, TableFacts> tables = new HashMap<>();
    for (ReplicatedTable table : replication.tables()) {
      tables.put(table.qualified(), table(Names.qualified(table.schema(), table.name())));
    }
    return new NodeFacts(
        database.name(),
        (int) database.number("SELECT current_setting('server_version_num')"),
        database.one("SELECT current_setting('wal_level')"),
        database.yes("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"),
        database.yes("SELECT pg_is_in_recovery()"),
        database.one(
            "SELECT system_identifier || ' ' || pg_postmaster_start_time() || ' '"
                + " || current_setting('port') FROM pg_control_system()"),
        isolation(),
        database.number(
            "SELECT current_setting('max_replication_slots')::int - count(*)"
                + " FROM pg_replication_slots"),
        skew.millis(),
        skew.errorMillis(),
        installed(),
        functions(replication),
        tables);
  }

  /** What a session of the database itself begins with, not ours. */
  private String isolation() {
    return database.one(
        """
        SELECT coalesce(
                 (SELECT split_part(s, '=', 2)
                    FROM pg_db_role_setting r
                    JOIN pg_database d ON d.oid = r.setdatabase, unnest(r.setconfig) s
                   WHERE d.datname = current_database()
                     AND s LIKE 'default_transaction_isolation=%'
                   ORDER BY r.setrole LIMIT 1),
                 (SELECT reset_val FROM pg_settings WHERE name = 'default_transaction_isolation'))
        """);
  }

  private NodeFacts.Installed installed() {
    if (database.one("SELECT to_regclass('ballast.node')").isEmpty()) {
      return NodeFacts.Installed.NOTHING;
    }
    Map<String, String> merges = new HashMap<>();
    for (List<String> row :
        database.rows(
            """
            SELECT n.nspname || '.' || c.relname, r.merge
              FROM ballast.replicated r
              JOIN pg_class c ON c.oid = r.relation
              JOIN pg_namespace n ON n.oid = c.relnamespace
            """)) {
      merges.put(row.get(0), row.get(1));
    }
    List<List<String>> node = database.rows("SELECT replication, id FROM ballast.node");
    return node.isEmpty()
        ? NodeFacts.Installed.NOTHING
        : new NodeFacts.Installed(
            node.getFirst().get(0), Integer.parseInt(node.getFirst().get(1)), merges);
  }

  /** Those of the merging functions that are there, take what they have to and are immutable. */
  private List<String> functions(Replication replication) {
    List<String> found = new ArrayList<>();
    for (ReplicatedTable table : replication.tables()) {
      if (table.merge() instanceof TableMerge.Custom(String function)
          && database.yes(
              """
              SELECT provolatile = 'i' AND prorettype = 'jsonb'::regtype
                FROM pg_proc WHERE oid = to_regprocedure(?)
              """,
              function + "(jsonb, \"char\", jsonb, jsonb)")) {
        found.add(function);
      }
    }
    return found;
  }

  /** A table by its quoted name. */
  TableFacts table(String table) {
    List<List<String>> found =
        database.rows(
            "SELECT relkind, relpersistence = 'p' FROM pg_class WHERE oid = " + OID, table);
    if (found.isEmpty()) {
      return TableFacts.ABSENT;
    }
    List<Column> columns = columns(table);
    return new TableFacts(
        found.getFirst().get(0),
        found.getFirst().get(1).equals("t"),
        database.yes(
            "SELECT NOT indimmediate FROM pg_index WHERE indisprimary AND indrelid = " + OID,
            table),
        columns,
        names(
            """
            SELECT a.attname
              FROM pg_index i
              CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attnum, place)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
             WHERE i.indisprimary AND k.place <= i.indnkeyatts AND i.indrelid =
            """
                + OID
                + " ORDER BY k.place",
            table),
        names(
            """
            SELECT x.relname
              FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
             WHERE NOT i.indisprimary AND (i.indisunique OR i.indisexclusion) AND i.indrelid =
            """
                + OID
                + " ORDER BY 1",
            table),
        names(
            """
            SELECT conname FROM pg_constraint
             WHERE contype = 'f' AND conparentid = 0 AND ARRAY[conrelid, confrelid] @> ARRAY[
            """
                + OID
                + "] ORDER BY 1",
            table),
        names(
            """
            SELECT tgname FROM pg_trigger
             WHERE NOT tgisinternal AND tgenabled IN ('R', 'A') AND tgrelid =
            """
                + OID
                + " ORDER BY 1",
            table),
        numbering(table),
        content(table, columns));
  }

  private List<String> names(String sql, String table) {
    return database.rows(sql, table).stream().map(List::getFirst).toList();
  }

  private List<Column> columns(String table) {
    return database
        .rows(
            """
            SELECT attname, format_type(atttypid, atttypmod), attnotnull, attgenerated <> ''
              FROM pg_attribute
             WHERE attnum > 0 AND NOT attisdropped AND attrelid =
            """
                + OID
                + " ORDER BY attnum",
            table)
        .stream()
        .map(c -> new Column(c.get(0), c.get(1), c.get(2).equals("t"), c.get(3).equals("t")))
        .toList();
  }

  private List<Numbering> numbering(String table) {
    List<Numbering> all = new ArrayList<>();
    for (List<String> row :
        database.rows(
            """
            SELECT a.attname, s.seqrelid::regclass, s.seqincrement
              FROM pg_depend d
              JOIN pg_sequence s ON s.seqrelid = d.objid
              JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
             WHERE d.classid = 'pg_class'::regclass AND d.deptype IN ('a', 'i') AND d.refobjid =
            """
                + OID
                + " ORDER BY 1",
            table)) {
      long increment = Long.parseLong(row.get(2));
      long next =
          database.number(
              "SELECT last_value + CASE WHEN is_called THEN "
                  + increment
                  + " ELSE 0 END FROM "
                  + row.get(1));
      all.add(new Numbering(row.get(0), row.get(1), increment, next));
    }
    return all;
  }

  /** Rows as JSON have their columns in one order, whatever order the table has them in. */
  private Content content(String table, List<Column> columns) {
    List<String> generated = columns.stream().filter(Column::generated).map(Column::name).toList();
    List<String> row =
        database
            .rows(
                "SELECT count(*), coalesce(sum(('x' || substr(md5((to_jsonb(t) - "
                    + Names.array(generated)
                    + "::text[])::text), 1, 16))::bit(64)::bigint::numeric), 0) FROM "
                    + table
                    + " AS t")
            .getFirst();
    return new Content(Long.parseLong(row.get(0)), row.get(1));
  }
}
