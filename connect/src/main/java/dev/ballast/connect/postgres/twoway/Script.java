// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import java.util.List;

/** SQL for one node, statement by statement or file by file. */
public record Script(String node, List<String> statements) {

  public Script {
    statements = List.copyOf(statements);
  }

  /** As it can be given to psql. */
  public String text() {
    StringBuilder text = new StringBuilder("-- On " + node + ":\n\n");
    for (String statement : statements) {
      String whole = statement.strip();
      text.append(whole).append(whole.endsWith(";") ? "\n\n" : ";\n\n");
    }
    return text.toString();
  }
}
