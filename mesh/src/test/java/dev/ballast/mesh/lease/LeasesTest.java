// SPDX-License-Identifier: Apache-2.0
package dev.ballast.mesh.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LeasesTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<String> ended = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5_000_000_000L;
  private final Leases leases = new Leases(() -> now, LeaseLimits.DEFAULT);

  private void grant(String id, Duration length) {
    leases.grant(id, "owner", length, () -> ended.add(id));
  }

  private void pass(Duration time) {
    now += time.toNanos();
    leases.expire();
  }

  @Test
  void endsWhatItsOwnerDoesNotRenew() {
    grant("fault", SECOND);
    pass(SECOND.minusNanos(1));
    assertThat(ended).isEmpty();
    pass(Duration.ofNanos(1));
    assertThat(ended).containsExactly("fault");
    assertThat(leases.all()).isEmpty();
  }

  @Test
  void endsEachLeaseOnce() {
    grant("fault", SECOND);
    pass(SECOND);
    pass(SECOND);
    assertThat(ended).containsExactly("fault");
  }

  @Test
  void livesAsLongAsItIsRenewed() {
    grant("fault", SECOND);
    for (int i = 0; i < 100; i++) {
      pass(Duration.ofMillis(900));
      assertThat(leases.renew("fault", SECOND)).isPresent();
    }
    assertThat(ended).isEmpty();
    pass(SECOND);
    assertThat(ended).containsExactly("fault");
  }

  @Test
  void nothingThatHasEndedComesBackToLife() {
    grant("fault", SECOND);
    now += SECOND.toNanos();
    assertThat(leases.find("fault")).as("over, though nobody looked yet").isEmpty();
    assertThat(leases.renew("fault", SECOND)).isEmpty();
    pass(Duration.ZERO);
    assertThat(leases.renew("fault", SECOND)).isEmpty();
    assertThat(ended).containsExactly("fault");
  }

  @Test
  void whatIsForgottenDoesNotEnd() {
    grant("fault", SECOND);
    assertThat(leases.forget("fault")).isTrue();
    pass(SECOND);
    assertThat(ended).isEmpty();
  }

  @Test
  void oneThatCannotBeUndoneDoesNotKeepTheOthersAlive() {
    grant("a", SECOND);
    leases.grant(
        "b",
        "owner",
        SECOND,
        () -> {
          throw new IllegalStateException("stuck");
        });
    grant("c", SECOND);
    assertThatThrownBy(() -> pass(SECOND)).hasMessage("stuck");
    assertThat(ended).containsExactly("a", "c");
  }

  @Test
  void saysHowLongUntilTheNextEnd() {
    grant("late", Duration.ofSeconds(9));
    grant("soon", Duration.ofSeconds(2));
    assertThat(leases.expire()).contains(Duration.ofSeconds(2));
  }

  @Test
  void refusesLengthsOutOfBoundsAndTooManyAndIdsThatAreTaken() {
    assertThatThrownBy(() -> grant("x", Duration.ofMillis(99)))
        .hasMessage("lease: 0.099 s (expected: 0.1 to 600.0 s)");
    assertThatThrownBy(() -> grant("x", Duration.ofMinutes(11)))
        .hasMessage("lease: 660.0 s (expected: 0.1 to 600.0 s)");
    grant("x", SECOND);
    assertThatThrownBy(() -> grant("x", SECOND)).hasMessage("lease x is held already");
    Leases one = new Leases(() -> now, new LeaseLimits(SECOND, SECOND, 1));
    one.grant("a", "owner", SECOND, () -> {});
    assertThatThrownBy(() -> one.grant("b", "owner", SECOND, () -> {}))
        .hasMessage("leases: more than 1");
  }

  @Test
  void theTimerEndsLeasesByItself() throws InterruptedException {
    Leases real = new Leases(System::nanoTime, LeaseLimits.DEFAULT);
    CountDownLatch over = new CountDownLatch(1);
    try (LeaseTimer timer = new LeaseTimer(real)) {
      long start = System.nanoTime();
      real.grant("fault", "owner", Duration.ofMillis(100), over::countDown);
      assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(100_000_000L);
      assertThat(timer).isNotNull();
    }
  }
}
