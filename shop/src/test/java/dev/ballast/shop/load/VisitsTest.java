// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class VisitsTest {

  private static final int MANY = 20_000;

  private static List<Visit> visits(long seed, double rate) {
    return Stream.generate(new Visits(new SplittableRandom(seed), rate)::next).limit(MANY).toList();
  }

  private static double share(List<Visit> visits, String method, String start) {
    return visits.stream()
            .filter(v -> v.method().equals(method) && v.path().startsWith(start))
            .count()
        / (double) visits.size();
  }

  @Test
  void aSeedAlwaysMeansTheSameVisits() {
    assertThat(visits(3, 12)).isEqualTo(visits(3, 12)).isNotEqualTo(visits(4, 12));
  }

  @Test
  void arrivalsKeepTheirRate() {
    double seconds = visits(5, 12).getLast().at().toNanos() / 1e9;

    assertThat(MANY / seconds).isCloseTo(12, within(0.4));
  }

  /** Of exponential gaps a share of 1/e is longer than the mean. */
  @Test
  void gapsAreExponential() {
    List<Visit> visits = visits(5, 10);
    long longer =
        IntStream.range(1, MANY)
            .mapToObj(i -> visits.get(i).at().minus(visits.get(i - 1).at()))
            .filter(gap -> gap.compareTo(Duration.ofMillis(100)) > 0)
            .count();

    assertThat(longer / (double) MANY).isCloseTo(1 / Math.E, within(0.02));
  }

  @Test
  void mostUsersBrowseAndSomeBuy() {
    List<Visit> visits = visits(5, 12);

    assertThat(share(visits, "GET", "/products/")).isCloseTo(0.55, within(0.02));
    assertThat(share(visits, "POST", "/checkout?order=")).isCloseTo(0.30, within(0.02));
    assertThat(share(visits, "POST", "/reviews/")).isCloseTo(0.11, within(0.02));
  }

  @Test
  void buyersAreLoggedIn() {
    assertThat(visits(5, 12))
        .filteredOn(v -> v.path().startsWith("/checkout"))
        .allSatisfy(v -> assertThat(v.token()).matches("\\d+\\.[0-9a-f]{64}"));
  }

  @Test
  void refusesARateOfNothing() {
    assertThatThrownBy(() -> new Visits(new SplittableRandom(1), 0))
        .hasMessage("rate: 0.0 (expected: requests per second, above 0, below 10000)");
  }
}
