// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ballast.testkit.Seeds;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FastShareTest {

  private static final long SEED = 41;
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final Map<Double, Double> BUCKETS =
      Map.of(0.1, 50.0, 0.5, 90.0, 1.0, 96.0, INF, 100.0);

  @Test
  void aBoundOfABucketIsExact() {
    var share = FastShare.of(BUCKETS, 0.5);
    assertThat(share).isEqualTo(new FastShare(0.9, 0.9, 0.9));
    assertThat(share.isExact()).isTrue();
  }

  @Test
  void insideABucketThereAreBoundsAndAGuessBetween() {
    var share = FastShare.of(BUCKETS, 0.3);
    assertThat(share.lower()).isEqualTo(0.5);
    assertThat(share.likely()).isCloseTo(0.7, within(1e-12));
    assertThat(share.upper()).isEqualTo(0.9);
    assertThat(share.isExact()).isFalse();
  }

  @Test
  void belowTheFirstBoundItMayBeNone() {
    assertThat(FastShare.of(BUCKETS, 0.05)).isEqualTo(new FastShare(0, 0.25, 0.5));
  }

  @Test
  void beyondTheLastFiniteBoundNothingIsGuessed() {
    assertThat(FastShare.of(BUCKETS, 2)).isEqualTo(new FastShare(0.96, 0.96, 1));
  }

  @Test
  void withoutRequestsThereIsNoShare() {
    assertThatThrownBy(() -> FastShare.of(Map.of(INF, 0.0), 1))
        .hasMessageContaining("expected: requests");
    assertThatThrownBy(() -> FastShare.of(Map.of(1.0, 5.0), 1))
        .hasMessageContaining("all of them in +Inf");
  }

  /** Against the requests themselves, which the buckets hide. */
  @Test
  void theTruthIsNeverOutsideTheBounds() {
    var random = Seeds.random(SEED);
    for (int round = 0; round < 200; round++) {
      var took = random.doubles(300, 0, 3).toArray();
      var threshold = random.nextDouble(0.01, 3);
      var buckets = new TreeMap<Double, Double>();
      for (double bound : new double[] {0.25, 0.5, 1, 2, INF}) {
        buckets.put(bound, (double) java.util.Arrays.stream(took).filter(t -> t <= bound).count());
      }
      double truth = java.util.Arrays.stream(took).filter(t -> t <= threshold).count() / 300.0;
      var share = FastShare.of(buckets, threshold);
      assertThat(truth).as("seed %d", Seeds.seed(SEED)).isBetween(share.lower(), share.upper());
      assertThat(share.likely()).isBetween(share.lower(), share.upper());
    }
  }
}
