// SPDX-License-Identifier: Apache-2.0
package dev.ballast.connect.dns;

import static dev.ballast.connect.dns.Throttle.Verdict.ANSWER;
import static dev.ballast.connect.dns.Throttle.Verdict.DROP;
import static dev.ballast.connect.dns.Throttle.Verdict.TRUNCATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.model.IpNetwork;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ThrottleTest {

  private static final IpNetwork ONE = IpNetwork.parse("192.0.2.1");

  private final AtomicLong nanos = new AtomicLong();
  private final Throttle throttle = new Throttle(10, 3, 100, nanos::get);

  @Test
  void everySecondOneAboveTheRateIsToComeByTcp() {
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.ask(ONE)).isEqualTo(ANSWER);
    }
    assertThat(throttle.ask(ONE)).isEqualTo(TRUNCATE);
    assertThat(throttle.ask(ONE)).isEqualTo(DROP);
    assertThat(throttle.ask(ONE)).isEqualTo(TRUNCATE);
  }

  @Test
  void neighboursCountAsOneAndOthersDoNot() {
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.ask(IpNetwork.parse("192.0.2." + i))).isEqualTo(ANSWER);
    }
    assertThat(throttle.ask(IpNetwork.parse("192.0.2.99"))).isEqualTo(TRUNCATE);
    assertThat(throttle.ask(IpNetwork.parse("192.0.3.1"))).isEqualTo(ANSWER);
    assertThat(throttle.ask(IpNetwork.parse("2001:db8::1"))).isEqualTo(ANSWER);
  }

  @Test
  void timeGivesTheRateBack() {
    for (int i = 0; i < 4; i++) {
      throttle.ask(ONE);
    }
    nanos.addAndGet(100_000_000);
    assertThat(throttle.ask(ONE)).isEqualTo(ANSWER);
    assertThat(throttle.ask(ONE)).isNotEqualTo(ANSWER);
    nanos.addAndGet(3_600_000_000_000L);
    for (int i = 0; i < 3; i++) {
      assertThat(throttle.ask(ONE)).isEqualTo(ANSWER);
    }
    assertThat(throttle.ask(ONE)).as("no more than the burst is saved").isNotEqualTo(ANSWER);
  }

  @Test
  void remembersSoManyNetworksAndNoMore() {
    for (int i = 0; i < 1_000; i++) {
      throttle.ask(IpNetwork.parse("10.%d.%d.1".formatted(i / 250, i % 250)));
    }
    assertThat(throttle.remembered()).isEqualTo(100);
  }
}
