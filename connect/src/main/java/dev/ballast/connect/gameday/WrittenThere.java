// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.gameday;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What a PostgreSQL has of certain writes. It is asked in a transaction that can only read.
 *
 * @param value what it has under the id
 * @param taker who took the write, where the store knows; empty otherwise
 * @param copies how many rows there are
 */
public record WrittenThere(String value, String taker, int copies) {

  private static final int AT_ONCE = 1_000;

  /**
   * Of all that are there, by id.
   *
   * @param query with one parameter, an array of ids: the id, the value, the taker; the last two
   *     may be left out
   * @throws SQLException when it does not answer
   */
  public static Map<String, WrittenThere> of(
      String url, String user, String query, Collection<String> ids) throws SQLException {
    Properties properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    properties.setProperty("ApplicationName", "ballast-gameday");
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "10");
    Map<String, WrittenThere> found = new HashMap<>();
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      List<String> all = new ArrayList<>(ids);
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        ask(connection, query, all.subList(from, Math.min(all.size(), from + AT_ONCE)), found);
      }
      connection.rollback();
    }
    return found;
  }

  private static void ask(
      Connection connection, String query, List<String> ids, Map<String, WrittenThere> found)
      throws SQLException {
    Array array = connection.createArrayOf("text", ids.toArray());
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, array);
      try (ResultSet rows = statement.executeQuery()) {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          WrittenThere one =
              new WrittenThere(
                  columns > 1 ? "" + rows.getString(2) : "",
                  columns > 2 ? "" + rows.getString(3) : "",
                  1);
          found.merge(
              "" + rows.getString(1),
              one,
              (a, b) -> new WrittenThere(a.value(), a.taker(), a.copies() + 1));
        }
      }
    } finally {
      array.free();
    }
  }
}
