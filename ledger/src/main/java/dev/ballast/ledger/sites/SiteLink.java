// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import dev.ballast.ledger.merge.SkewGate;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Another site, as this one hears of it.
 *
 * @param since when it was heard again after it had been silent; null: never heard
 * @param last when it was last heard
 * @param lag one way, half of the round trip; null: not measured yet
 * @param offset its clock less ours; null: not measured yet
 * @param clock whether the last write may win between both
 * @param version of the states that it writes
 * @param same whether it had the same states as this one when it was last heard
 */
public record SiteLink(
    String site,
    State state,
    @Nullable Instant since,
    @Nullable Instant last,
    @Nullable Duration lag,
    @Nullable Duration offset,
    SkewGate.Answer clock,
    int version,
    boolean same) {

  /** Whether it is heard. */
  public enum State {
    NEVER_HEARD,
    HEARD,
    SILENT
  }

  static SiteLink never(String site) {
    return new SiteLink(
        site, State.NEVER_HEARD, null, null, null, null, new SkewGate.Answer.NoData(), 0, false);
  }
}
