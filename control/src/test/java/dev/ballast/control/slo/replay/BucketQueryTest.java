// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.slo.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.Sli;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BucketQueryTest {

  private static Sli good(String part) {
    return new Sli.Ratio(true, Sli.Ratio.Side.GOOD, part, "all");
  }

  @Test
  void knowsTheHistogramBehindABucket() {
    var bucket = BucketQuery.of(good("sum(took_bucket{le=\"0.3\",job=\"a\"})")).orElseThrow();
    assertThat(bucket.threshold()).isEqualTo(0.3);
    assertThat(bucket.over(Duration.ofMinutes(5)))
        .isEqualTo("sum by (le) (increase(took_bucket{job=\"a\"}[5m]))");
    assertThat(BucketQuery.of(good("sum(rate(took_bucket{le=\"1\"}[{{.window}}]))"))).isPresent();
  }

  @Test
  void anythingElseIsNoBucket() {
    assertThat(BucketQuery.of(good("requests_total{code=\"200\"}"))).isEmpty();
    assertThat(BucketQuery.of(good("took_bucket{le=~\"0.3|0.5\"}"))).isEmpty();
    assertThat(BucketQuery.of(good("a_bucket{le=\"1\"} + b_bucket{le=\"1\"}"))).isEmpty();
    assertThat(BucketQuery.of(good("sum(")).isEmpty()).isTrue();
    assertThat(
            BucketQuery.of(new Sli.Ratio(true, Sli.Ratio.Side.BAD, "took_bucket{le=\"1\"}", "all")))
        .isEmpty();
  }
}
