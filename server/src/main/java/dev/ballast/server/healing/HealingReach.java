// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.healing;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What remediations may touch on this machine; nothing unless somebody says so.
 *
 * @param scripts the folder of programs that may be run; null: none
 * @param flags the folder of flagd's files that may be edited; null: none
 * @param units of systemd that may be restarted
 */
public record HealingReach(@Nullable Path scripts, @Nullable Path flags, Set<String> units) {

  public static final HealingReach NONE = new HealingReach(null, null, Set.of());

  public HealingReach {
    units = Set.copyOf(units);
  }
}
