// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.promql.Labels;
import dev.ballast.promql.Value;
import dev.ballast.server.NoSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountReaderTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Answers metrics = new Answers();
  private final CountReader reader = new CountReader(metrics);

  @Test
  void countsTheInstancesThatTellOfThemselves() {
    metrics.answer = List.of(new Value.Sample(Labels.EMPTY, NOW.toEpochMilli(), 3));

    assertThat(reader.replicas("pay.api", "us-east", NOW)).isEqualTo(3);
    assertThat(metrics.asked)
        .containsExactly(
            "count(count by (instance) (last_over_time(target_info{job=~\"(.+/)?pay\\\\.api\",instance!=\"\",cloud_region=\"us-east\"}[2m])))");
  }

  @Test
  void noneThatTellsIsNotKnown() {
    assertThat(reader.replicas("payments", "", NOW)).isZero();
  }

  @Test
  void aRegionThatIsNoPlainNameIsNeverPartOfAQuery() {
    reader.replicas("payments", "x\"} or vector(1)#", NOW);

    assertThat(metrics.asked.getFirst()).doesNotContain("vector");
  }

  /** Says the same to everything. */
  private static final class Answers extends NoSeries {
    private List<Value.Sample> answer = List.of();
    private final List<String> asked = new ArrayList<>();

    @Override
    public Answer instant(String promql, Instant at) {
      asked.add(promql);
      return new Answer(new Value.Vector(answer), List.of(), List.of());
    }
  }
}
