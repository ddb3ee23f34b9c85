// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.yaml;

import dev.ballast.model.Replication;
import java.util.List;

/**
 * What files say about replication, and all that is wrong with the files as a whole.
 *
 * @param replications none when there is an error
 */
public record ReplicationReading(List<Replication> replications, List<Problem> problems) {

  public ReplicationReading {
    replications = List.copyOf(replications);
    problems = List.copyOf(problems);
  }

  public List<Problem> errors() {
    return problems.stream().filter(p -> p.severity() == Severity.ERROR).toList();
  }
}
