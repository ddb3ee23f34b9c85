// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.testkit.Property;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SmoothSplitTest {

  @Test
  void isNeverOffByAsManyRequestsAsThereAreVersions() {
    Property.forAll(
        7,
        200,
        random -> random.ints(random.nextInt(1, 6), 0, 101).boxed().toList(),
        weights -> {
          int sum = weights.stream().mapToInt(Integer::intValue).sum();
          if (sum == 0) {
            return;
          }
          SmoothSplit split = new SmoothSplit(weights);
          long[] counts = new long[weights.size()];
          for (int n = 1; n <= 2 * sum; n++) {
            counts[split.next()]++;
            for (int i = 0; i < counts.length; i++) {
              double due = (double) n * weights.get(i) / sum;
              assertThat(Math.abs(counts[i] - due)).isLessThan(weights.size());
            }
          }
          for (int i = 0; i < counts.length; i++) {
            assertThat(counts[i]).isEqualTo(2L * weights.get(i));
          }
        });
  }

  @Test
  void interleavesInsteadOfSendingBlocks() {
    SmoothSplit split = new SmoothSplit(List.of(5, 1, 1));
    int[] seven = new int[7];
    for (int i = 0; i < 7; i++) {
      seven[i] = split.next();
    }
    // The example of nginx's commit 52327e0627f4.
    assertThat(seven).containsExactly(0, 0, 1, 0, 2, 0, 0);
  }

  @Test
  void wantsOneWeightAboveZero() {
    assertThatThrownBy(() -> new SmoothSplit(List.of(0, 0)))
        .hasMessage("weights: [0, 0] (expected: one above 0)");
  }
}
