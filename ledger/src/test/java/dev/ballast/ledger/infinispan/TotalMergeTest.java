// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.merge.Encoding;
import dev.ballast.ledger.merge.Origin;
import dev.ballast.ledger.merge.Register;
import dev.ballast.ledger.merge.Stamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.infinispan.xsite.spi.SiteEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class TotalMergeTest {

  private static final byte[] EARLIER = register(1, "us-east");
  private static final byte[] LATER = register(2, "eu-west");

  @Test
  void hasOneAnswerToAnyTwoEntriesInEitherOrder() {
    List<@Nullable Object> values =
        new ArrayList<>(
            Arrays.asList(
                EARLIER, LATER, new byte[] {}, new byte[] {9, 9}, "text", 42, List.of(1)));
    values.add(null);
    long before = TotalMerge.failures();
    TotalMerge merge = new TotalMerge();
    for (Object ours : values) {
      for (Object theirs : values) {
        for (String key : List.of("s/key", "b/beat", "")) {
          Object one = merge(merge, key, ours, theirs);
          Object other = merge(merge, key, theirs, ours);
          assertThat(one).as("%s of %s and %s", key, ours, theirs).isEqualTo(other);
        }
      }
    }
    assertThat(TotalMerge.failures()).isEqualTo(before);
    assertThat(merge(merge, "s/key", EARLIER, LATER)).isEqualTo(LATER);
    assertThat(merge(merge, "s/key", EARLIER, null)).isEqualTo(EARLIER);
    assertThat(merge(merge, "s/key", EARLIER, "text")).isEqualTo(EARLIER);
  }

  @Test
  void neverThrowsWhateverFailsInsideAndCountsIt() {
    long before = TotalMerge.failures();
    TotalMerge merge =
        new TotalMerge(
            loss -> {
              throw new StackOverflowError("a bug");
            });
    assertThat(merge(merge, "s/key", EARLIER, LATER))
        .isEqualTo(merge(merge, "s/key", LATER, EARLIER));
    assertThat(TotalMerge.failures()).isEqualTo(before + 2);
  }

  private static @Nullable Object merge(
      TotalMerge merge, String key, @Nullable Object ours, @Nullable Object theirs) {
    return merge
        .merge(
            key, new SiteEntry<>("us-east", ours, null), new SiteEntry<>("eu-west", theirs, null))
        .toCompletableFuture()
        .join()
        .getValue();
  }

  private static byte[] register(long millis, String site) {
    return Encoding.encode(
        Register.EMPTY.write(new Stamp(millis, 0, new Origin(site, 1)), "by " + site));
  }
}
