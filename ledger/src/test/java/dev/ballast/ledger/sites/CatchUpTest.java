// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.ledger.merge.Register;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatchUpTest {

  private static final String US = "us-east";
  private static final String EU = "eu-west";

  private final FakeClock clock = FakeClock.atStart();
  private final Lines lines = new Lines();
  private final Site us = site(US, EU);
  private final Site eu = site(EU, US);

  @Test
  void sitesAreEqualAsSoonAsTheLineIsBackThoughTheCarrierIsNot() {
    for (int i = 0; i < 100; i++) {
      write(us, "key-" + i, "us");
      clock.advance(Duration.ofMillis(1));
      write(eu, "key-" + i, "eu");
    }
    write(us, "only-us", "x");
    write(eu, "only-eu", "x");
    lines.mend();
    assertThat(us.states().digest()).isEqualTo(eu.states().digest());
    assertThat(us.states().size()).isEqualTo(102);
    assertThat(us.losses()).isEqualTo(100);
  }

  @Test
  void onlyPartsThatDifferAreSent() {
    for (int i = 0; i < 1000; i++) {
      write(us, "key-" + i, "us");
    }
    lines.mend();
    int before = lines.states();
    assertThat(before).isGreaterThanOrEqualTo(1000);
    lines.cut();
    write(us, "new", "x");
    lines.mend();
    assertThat(eu.states().get("new")).isNotNull();
    assertThat(lines.states() - before).isBetween(1, 40);
  }

  @Test
  void whatIsWrittenWhileTheCarrierStillFindsItselfGoesByTheLine() {
    lines.mend();
    write(us, "key", "x");
    lines.settle();
    assertThat(eu.states().get("key")).isNotNull();
    for (int second = 0; second < 60; second++) {
      us.tick();
    }
    write(us, "later", "x");
    lines.settle();
    assertThat(eu.states().get("later")).as("the carrier says that it reaches nobody").isNotNull();
  }

  @Test
  void beatsAreHeardByTheLine() {
    lines.mend();
    assertThat(us.links().getFirst().state()).isEqualTo(SiteLink.State.HEARD);
    lines.cut();
    clock.advance(Duration.ofSeconds(6));
    assertThat(us.links().getFirst().state()).isEqualTo(SiteLink.State.SILENT);
  }

  @Test
  void whatIsNoComparisonIsNotAnswered() {
    lines.mend();
    write(us, "key", "x");
    lines.settle();
    int before = lines.states();
    lines.of(EU).send(US, Site.PARTS, new byte[] {1, 2, 3});
    lines.settle();
    assertThat(lines.states()).isEqualTo(before);
  }

  private Site site(String name, String other) {
    return new Site(
        name,
        List.of(other),
        new MemoryLedger(clock).documents(),
        Lines.cutOff(),
        lines.of(name),
        clock);
  }

  private static void write(Site site, String key, String text) {
    site.states().change(key, Register.EMPTY, (register, now) -> register.write(now, text));
  }
}
