// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.supervise;

import dev.ballast.shop.load.Told;
import dev.ballast.shop.postgres.PostgresCluster;
import dev.ballast.shop.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a database has of what users were told. */
final class Kept {

  private static final String OPINIONS =
      """
      SELECT 'REVIEW ' || id FROM reviews
      UNION ALL SELECT 'COMMENT ' || id FROM comments
      UNION ALL SELECT 'LIKE ' || review_id || ' ' || user_id FROM likes\
      """;

  private Kept() {}

  /** The first column of a query. */
  static Set<String> of(PostgresServer server, String sql) throws SQLException {
    try (Connection c = server.connect(PostgresCluster.NAMESPACE, "shop-supervisor")) {
      return of(c, sql);
    }
  }

  static Set<String> of(Connection connection, String sql) throws SQLException {
    Set<String> found = new LinkedHashSet<>();
    try (Statement s = connection.createStatement();
        ResultSet rows = s.executeQuery(sql)) {
      while (rows.next()) {
        found.add("" + rows.getString(1));
      }
    }
    return found;
  }

  /** Reviews, likes and comments that users were told of and that are not there. */
  static List<String> missing(PostgresServer server, List<Told> told) throws SQLException {
    Set<String> there = of(server, OPINIONS);
    return told.stream()
        .map(t -> t.kind() + " " + t.key())
        .distinct()
        .filter(key -> !there.contains(key))
        .sorted()
        .toList();
  }
}
