// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ballast.control.change.Change.Kind;
import dev.ballast.control.change.ChangeBook.Recorded;
import dev.ballast.ledger.memory.MemoryLedger;
import dev.ballast.model.Event;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeBookTest {

  private static final Instant AT = FakeClock.START;

  private final MemoryLedger ledger = new MemoryLedger(FakeClock.atStart());
  private final ChangeBook book = new ChangeBook(ledger.events());

  @Test
  void whatIsToldTwiceIsKeptOnce() {
    assertThat(book.record(deploy("a", "v2", AT, "api"), "ann")).isInstanceOf(Recorded.Fresh.class);
    assertThat(book.record(deploy("a", "v2", AT.plusSeconds(1), "api"), "ann"))
        .isInstanceOf(Recorded.Known.class);
    assertThat(book.record(deploy("a", "v3", AT, "api"), "ann"))
        .isInstanceOf(Recorded.Conflict.class);
    assertThat(found(ChangeFilter.ANY)).containsExactly("payments deploy v2 api");
  }

  @Test
  void aRestartForgetsNothing() {
    Change change =
        new Change(
            "id",
            AT,
            Kind.FLAG,
            "payments",
            "off",
            "on",
            "us-east",
            "flag new-processor set to on",
            "ann",
            "https://flags.example/1",
            "flags",
            "new-processor\nother");
    book.record(change, "ann");
    assertThat(new ChangeBook(ledger.events()).find(ChangeFilter.ANY, 10)).containsExactly(change);
  }

  @Test
  void aVersionSeenAfterItWasAnnouncedIsOneChange() {
    seen("payments", "v2", AT.plusSeconds(40));
    seen("orders", "v2", AT.plusSeconds(40));
    seen("payments", "v3", AT.plus(Duration.ofHours(2)));
    book.record(deploy("a", "v2", AT, "github"), "github");
    assertThat(found(ChangeFilter.ANY))
        .containsExactly(
            "payments deploy v3 telemetry",
            "orders deploy v2 telemetry",
            "payments deploy v2 github");
  }

  @Test
  void anAnnouncementOfLongAgoDoesNotHideAVersionThatComesBack() {
    book.record(deploy("a", "v2", AT, "github"), "github");
    seen("payments", "v2", AT.plus(Duration.ofMinutes(31)));
    assertThat(found(ChangeFilter.ANY)).hasSize(2);
  }

  @Test
  void ownRolloutsAreChanges() {
    rollout("Initialized", "Progressing", AT);
    rollout("Progressing", "Waiting", AT.plusSeconds(5));
    rollout("Progressing", "Failed", AT.plusSeconds(60));
    assertThat(book.find(ChangeFilter.ANY, 10))
        .extracting(Change::kind, Change::from, Change::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.ROLLBACK, "v2.3.1", "v2.3.0"),
            org.assertj.core.groups.Tuple.tuple(Kind.DEPLOY, "v2.3.0", "v2.3.1"));
  }

  @Test
  void aPromotionIsToldOnceHoweverItEnds() {
    rollout("Progressing", "Promoting", AT);
    rollout("Promoting", "Finalising", AT.plusSeconds(1));
    rollout("Finalising", "Succeeded", AT.plusSeconds(2));
    assertThat(book.find(ChangeFilter.ANY, 10))
        .extracting(Change::summary)
        .containsExactly("payments v2.3.1 gets all traffic");
  }

  @Test
  void findsByServiceKindAndTime() {
    book.record(deploy("a", "v2", AT, "api"), "ann");
    book.record(deploy("b", "v3", AT.plusSeconds(100), "api"), "ann");
    ledger
        .events()
        .append(
            new Event(
                0,
                AT.plusSeconds(50),
                "config.changed",
                "config/shop",
                "ballast",
                "1 resource edited: changed SLO a",
                Map.of("diff", "changed SLO a: target 0.999 -> 0.99")));
    assertThat(found(ChangeFilter.ANY.about("payments"))).hasSize(2);
    assertThat(found(ChangeFilter.ANY.between(AT.plusSeconds(50), AT.plusSeconds(99))))
        .containsExactly(" config  configuration");
    assertThat(found(new ChangeFilter("", Set.of(Kind.CONFIG), Instant.MIN, Instant.MAX)))
        .hasSize(1);
    assertThat(book.of("payments", AT.plusSeconds(1), 10)).hasSize(1);
    assertThat(book.find(ChangeFilter.ANY, 1)).extracting(Change::id).containsExactly("b");
  }

  @Test
  void refusesWhatNoLedgerTakes() {
    assertThatThrownBy(() -> deploy("x".repeat(401), "v", AT, "api"))
        .hasMessageContaining("id: 401 characters (expected: 1 to 400");
    assertThatThrownBy(() -> deploy("a", "v\n2", AT, "api")).hasMessageContaining("to: 3");
  }

  private List<String> found(ChangeFilter filter) {
    return book.find(filter, 100).stream()
        .map(c -> c.service() + " " + c.kind().word() + " " + c.to() + " " + c.source())
        .toList();
  }

  private void seen(String service, String version, Instant at) {
    ledger
        .events()
        .append(
            new Event(
                0,
                at,
                "change.deployed",
                "service/" + service,
                "ballast",
                service + " " + version + " first seen",
                Map.of("service", service, "region", "", "from", "v1", "version", version)));
  }

  private void rollout(String from, String to, Instant at) {
    ledger
        .events()
        .append(
            new Event(
                0,
                at,
                "rollout.changed",
                "rollout/shop/payments",
                "ballast",
                from + " -> " + to,
                Map.of(
                    "service", "payments",
                    "from", from,
                    "to", to,
                    "primary", "v2.3.0",
                    "revision", "v2.3.1")));
  }

  private static Change deploy(String id, String version, Instant at, String source) {
    return new Change(
        id,
        at,
        Kind.DEPLOY,
        "payments",
        "",
        version,
        "",
        "payments " + version,
        "",
        "",
        source,
        "");
  }
}
