// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ReceiptsTest {

  private static final Instant LOST = Instant.parse("2026-01-05T10:00:00Z");
  private static final Duration STEADY = Duration.ofSeconds(3);
  private static final Visit LOOK = new Visit(Duration.ZERO, "GET", "/products/1", "");
  private static final Visit BUY =
      new Visit(Duration.ZERO, "POST", "/checkout?order=o-1&user=1&product=1&quantity=1", "t");

  private final Receipts receipts = new Receipts();

  private void told(Visit visit, boolean well, int second) {
    receipts.told(visit, well, LOST.plusSeconds(second));
  }

  @Test
  void servedIsASteadyStretchInWhichSomebodyWrote() {
    told(LOOK, true, -1);
    told(LOOK, false, 1);
    told(LOOK, true, 4);
    told(BUY, false, 6);
    told(LOOK, true, 8);
    told(LOOK, true, 12);
    assertThat(receipts.servedSince(LOST, LOST.plusSeconds(13), STEADY)).as("only reads").isEmpty();
    told(BUY, true, 13);
    assertThat(receipts.servedSince(LOST, LOST.plusSeconds(13), STEADY))
        .contains(LOST.plusSeconds(8));
  }

  @Test
  void onlyCheckoutsThatSucceededAreReceipts() {
    told(BUY, false, 0);
    assertThat(receipts.checkouts()).isEmpty();
    told(BUY, true, 1);
    told(LOOK, true, 2);
    assertThat(receipts.checkouts()).containsExactly("o-1");
  }
}
