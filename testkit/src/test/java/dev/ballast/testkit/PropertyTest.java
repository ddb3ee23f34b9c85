// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PropertyTest {

  @Test
  void runsAsOftenAsAskedWithDifferentValues() {
    var seen = new ArrayList<Long>();
    Property.forAll(1, 100, random -> random.nextLong(), seen::add);
    assertThat(seen).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void namesTheSeedThatStartsWithTheValueThatFailed() {
    var failed = new ArrayList<Integer>();
    assertThatThrownBy(
            () ->
                Property.forAll(
                    5,
                    1_000,
                    random -> random.nextInt(100),
                    value -> {
                      if (value > 97) {
                        failed.add(value);
                        throw new IllegalStateException("too large");
                      }
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("value: " + failed.getFirst())
        .hasMessageContaining("too large")
        .satisfies(
            error -> {
              var seed =
                  String.valueOf(error.getMessage()).replaceAll("(?s).*-Dseed=([0-9]+).*", "$1");
              var again = new SplittableRandom(Long.parseLong(seed)).nextInt(100);
              assertThat(List.of(again)).isEqualTo(failed);
            });
  }
}
