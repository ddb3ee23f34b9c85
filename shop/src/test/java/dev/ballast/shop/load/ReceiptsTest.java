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
    told(visit, well, second, "{}");
  }

  private void told(Visit visit, boolean well, int second, String body) {
    receipts.told(visit, well, LOST.plusSeconds(second), body);
  }

  private static Visit post(String path) {
    return new Visit(Duration.ZERO, "POST", path, "");
  }

  @Test
  void eachChangeIsKeptByWhatItIsFoundBy() {
    told(BUY, true, 1, "{\"server\":15433,\"term\":\"0000000A\",\"written\":1767607200500}");
    told(post("/products/3/reviews?user=1&stars=2&body=x"), true, 2, "{\"id\":417}");
    told(post("/reviews/9/likes?user=4"), true, 3, "{\"new\":true}");
    told(post("/reviews/9/comments?user=4&body=yes"), true, 4, "{\"id\":418}");
    told(post("/reviews/9/comments?user=4&body=yes"), true, 5, "not json");
    told(post("/reviews/9/likes?user=5"), true, 5, "");
    told(post("/reviews/9/likes?user=6"), false, 6);
    assertThat(receipts.changes())
        .extracting(change -> change.kind() + " " + change.key())
        .containsExactly("CHECKOUT o-1", "REVIEW 417", "LIKE 9 4", "COMMENT 418");
    assertThat(receipts.changes().getFirst().by())
        .contains(new Written(15433, 10, LOST.plusMillis(500)));
    assertThat(receipts.opinionsSince(LOST.plusSeconds(3))).isEqualTo(new Receipts.Opinions(4, 1));
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
