// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.undo;

import dev.ballast.model.FaultAgent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Connections to the databases of an agent's targets. */
public final class Databases {

  private final FaultAgent agent;
  private final SecretTexts secrets;

  public Databases(FaultAgent agent, SecretTexts secrets) {
    this.agent = agent;
    this.secrets = secrets;
  }

  public void execute(String target, String statement) throws SQLException {
    FaultAgent.Target known =
        agent
            .target(target)
            .orElseThrow(() -> new SQLException("target " + target + ": not in the configuration"));
    try (Connection connection = open(known.database(), "ballast-faults");
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  /** A session that says what it is by its application's name; the caller closes it. */
  public Connection open(FaultAgent.Database database, String application) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    String password = secrets.of(database.password());
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(database.url(), properties);
  }
}
