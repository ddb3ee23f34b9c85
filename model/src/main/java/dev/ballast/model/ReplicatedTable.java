// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

import java.util.Set;

/**
 * A table that several databases write.
 *
 * @param accepted what cannot be kept true across regions and is wanted all the same
 */
public record ReplicatedTable(String schema, String name, TableMerge merge, Set<Risk> accepted) {

  /** What per-row merging cannot keep true, so that it is refused unless somebody accepts it. */
  public enum Risk {
    /** Two regions may each give the same value away; the second row is parked. */
    UNIQUE_KEYS,
    /** A parent may go while another region gives it a child. */
    FOREIGN_KEYS
  }

  public ReplicatedTable {
    accepted = Set.copyOf(accepted);
  }

  /** Schema and name with a dot between, as people write it. */
  public String qualified() {
    return schema + "." + name;
  }
}
