// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import java.util.List;
import java.util.Map;

/**
 * A node as it is before anything is done to it.
 *
 * @param version such as 180001
 * @param server tells one running server from every other
 * @param isolation the default of the database
 * @param slots that replication could still take
 * @param skewMillis its clock minus ours, of the quickest of a few questions
 * @param skewErrorMillis how far that may be wrong: half of how long the question took
 * @param installed what is installed here
 * @param tables by schema and name
 */
record NodeFacts(
    String name,
    int version,
    String walLevel,
    boolean superuser,
    boolean follows,
    String server,
    String isolation,
    long slots,
    double skewMillis,
    double skewErrorMillis,
    Installed installed,
    List<String> functions,
    Map<String, TableFacts> tables) {

  NodeFacts {
    functions = List.copyOf(functions);
    tables = Map.copyOf(tables);
  }

  /**
   * What an earlier installation left.
   *
   * @param id 0 when there is none
   * @param merges how each table is merged, by schema and name
   */
  record Installed(String replication, int id, Map<String, String> merges) {
    static final Installed NOTHING = new Installed("", 0, Map.of());

    Installed {
      merges = Map.copyOf(merges);
    }

    boolean isThere() {
      return id > 0;
    }
  }

  TableFacts table(String qualified) {
    return tables.getOrDefault(qualified, TableFacts.ABSENT);
  }
}
