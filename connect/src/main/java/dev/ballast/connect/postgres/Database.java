// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres;

import dev.ballast.connect.webhook.MissingSecretException;
import dev.ballast.connect.webhook.Secrets;
import dev.ballast.model.Replica;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** One session with one database. Values are text, as PostgreSQL writes them; null is empty. */
public final class Database implements AutoCloseable {

  /**
   * No such library exists: a server that is told to load it for each session has none. Clients are
   * shown its name.
   */
  public static final String FENCE_LIBRARY = "ballast_fenced";

  private static final String CONNECT_SECONDS = "5";
  private static final String APPLICATION = "ballast";

  /** Class 08, a shut-down server, or no answer at all. */
  private static final List<String> AWAY = List.of("08", "57P");

  private final String name;
  private final Connection connection;

  private Database(String name, Connection connection) {
    this.name = name;
    this.connection = connection;
  }

  /**
   * Opens a session; the password goes to the driver and nowhere else. Gets past {@link
   * #FENCE_LIBRARY} where the user is a superuser.
   */
  public static Database open(Replica node, Secrets secrets) {
    try {
      return openAsUsersDo(node, secrets);
    } catch (DatabaseException e) {
      if (!String.valueOf(e.getMessage()).contains(FENCE_LIBRARY)) {
        throw e;
      }
      return open(node, secrets, "-c session_preload_libraries=");
    }
  }

  /** Opens a session as any client would, which a fence keeps out. */
  public static Database openAsUsersDo(Replica node, Secrets secrets) {
    return open(node, secrets, "");
  }

  private static Database open(Replica node, Secrets secrets, String options) {
    Properties properties = new Properties();
    properties.setProperty("user", node.user());
    properties.setProperty("ApplicationName", APPLICATION);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    if (!options.isEmpty()) {
      properties.setProperty("options", options);
    }
    try {
      String password = secrets.of(node.password());
      if (!password.isEmpty()) {
        properties.setProperty("password", password);
      }
      return new Database(node.name(), DriverManager.getConnection(node.url(), properties));
    } catch (SQLException e) {
      throw failure(node.name(), "no connection to " + place(node.url()), e);
    } catch (MissingSecretException e) {
      throw new DatabaseException(node.name() + ": password: " + e.getMessage(), false, e);
    }
  }

  /** The node's name. */
  public String name() {
    return name;
  }

  /** All rows of a query. */
  public List<List<String>> rows(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        int columns = found.getMetaData().getColumnCount();
        List<List<String>> rows = new ArrayList<>();
        while (found.next()) {
          List<String> row = new ArrayList<>(columns);
          for (int i = 1; i <= columns; i++) {
            String value = found.getString(i);
            row.add(value == null ? "" : value);
          }
          rows.add(row);
        }
        return rows;
      }
    } catch (SQLException e) {
      throw failure(name, "refused", e);
    }
  }

  /** The first value of the first row; empty when there is none. */
  public String one(String sql, Object... values) {
    List<List<String>> rows = rows(sql, values);
    return rows.isEmpty() ? "" : rows.getFirst().getFirst();
  }

  public long number(String sql, Object... values) {
    String text = one(sql, values);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  public boolean yes(String sql, Object... values) {
    return one(sql, values).equals("t");
  }

  /** Runs statements, separated by semicolons; they see no parameters. */
  public void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    } catch (SQLException e) {
      throw failure(name, "refused", e);
    }
  }

  /** From here on nothing lasts before {@link #commit}. */
  public void begin() {
    attempt(() -> connection.setAutoCommit(false));
  }

  public void commit() {
    attempt(
        () -> {
          connection.commit();
          connection.setAutoCommit(true);
        });
  }

  public void rollback() {
    attempt(
        () -> {
          connection.rollback();
          connection.setAutoCommit(true);
        });
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException _) {
      // The server ends what we have left.
    }
  }

  private interface Action {
    void run() throws SQLException;
  }

  private void attempt(Action action) {
    try {
      action.run();
    } catch (SQLException e) {
      throw failure(name, "refused", e);
    }
  }

  private static DatabaseException failure(String name, String what, SQLException e) {
    String state = e.getSQLState() == null ? "08" : e.getSQLState();
    boolean reached = AWAY.stream().noneMatch(state::startsWith);
    String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\n\\s*", "; ");
    return new DatabaseException(name + ": " + what + ": " + message, reached, e);
  }

  private static String place(String url) {
    return url.substring("jdbc:postgresql://".length()).replaceAll("\\?.*", "");
  }
}
