// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.model.replication.Merge;

/** How a table is merged, as it is kept in the database. */
final class MergeText {

  private MergeText() {}

  static String of(Merge merge) {
    return switch (merge) {
      case Merge.LastWriter _ -> "lww";
      case Merge.ByField(var counters) ->
          counters.isEmpty() ? "field" : "field, counters " + String.join(", ", counters);
      case Merge.Custom(String function) -> "custom, " + function;
    };
  }
}
