// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.check;

import dev.ballast.stats.consistency.Evidence;
import dev.ballast.stats.consistency.Operation;
import java.util.List;

/**
 * A history as it was read.
 *
 * @param failed how many operations were surely not done, and prove nothing
 * @param skipped how many events were not of clients
 * @param finals the last reads of replicas
 * @param journal what the store told as lost
 */
record History(
    List<Operation> operations,
    long failed,
    long skipped,
    List<Evidence.Final> finals,
    List<Evidence.Told> journal) {

  History {
    operations = List.copyOf(operations);
    finals = List.copyOf(finals);
    journal = List.copyOf(journal);
  }

  Evidence evidence() {
    return new Evidence(operations, finals, journal);
  }
}
