// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.findings;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a name is found by one resolver.
 *
 * @param ttl as it was seen
 * @param addresses as they are without the fault
 * @param checked whether the name's records are taken out by a health check
 * @param alias the name that it stands for; empty: none
 * @param aliasRegion the region that the alias is in; empty: none or not known
 * @param negativeTtl for how long it is kept that there is none
 * @param clientCache for how long clients keep it whatever its TTL; null: not known
 * @param changed when the answer changed after the fault; null: it never did
 * @param lastDead the last request to an address of the broken region; null: none
 */
public record NameLook(
    String resolver,
    String name,
    Duration ttl,
    List<String> addresses,
    boolean checked,
    String alias,
    String aliasRegion,
    Duration negativeTtl,
    @Nullable Duration clientCache,
    @Nullable Instant changed,
    @Nullable Instant lastDead) {

  /** A cache of a JVM that is told to keep names for good. */
  public static final Duration FOR_EVER = Duration.ofDays(36_500);

  public NameLook {
    addresses = List.copyOf(addresses);
  }
}
