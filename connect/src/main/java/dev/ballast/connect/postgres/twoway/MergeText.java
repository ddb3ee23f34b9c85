// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.postgres.twoway;

import dev.ballast.model.TableMerge;

/** How a table is merged, as it is kept in the database. */
final class MergeText {

  private MergeText() {}

  static String of(TableMerge merge) {
    return switch (merge) {
      case TableMerge.LastWriter _ -> "lww";
      case TableMerge.ByField(var counters) ->
          counters.isEmpty() ? "field" : "field, counters " + String.join(", ", counters);
      case TableMerge.Custom(String function) -> "custom, " + function;
    };
  }
}
