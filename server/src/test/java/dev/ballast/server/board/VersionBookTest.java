// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.EventFilter;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.embedded.EmbeddedLedger;
import dev.ballast.model.Event;
import dev.ballast.telemetry.spanmetrics.VersionSeen;
import dev.ballast.testkit.FakeClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionBookTest {

  private final FakeClock clock = FakeClock.atStart();
  @TempDir Path dir;
  private Ledger ledger;
  private VersionBook book;

  @BeforeEach
  void open() {
    ledger = EmbeddedLedger.open(dir, clock);
    book = new VersionBook(ledger.documents(), ledger.events());
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void writesDownWhateverSendersCallAVersionOrARegion() {
    see("eu\u0000west\n", "v1");
    see("r".repeat(5_000), "v2");
    see("eu-west", "ä".repeat(100_000));
    see("us-east", "v\n4");

    book.settle();

    assertThat(told())
        .hasSize(4)
        .contains("shop v1 first seen in eu?west?", "shop v?4 first seen in us-east");
  }

  @Test
  void remembersTheNewestVersionsOfAPlaceOnly() {
    for (int i = 0; i < 300; i++) {
      see("eu-west", "v" + i);
    }

    book.settle();

    String kept = ledger.documents().get("version", "shop/eu-west").orElseThrow().content();
    assertThat(kept.lines()).hasSize(200).endsWith("v298", "v299");
  }

  private void see(String region, String version) {
    book.seen(new VersionSeen("shop", region, version, clock.instant()));
  }

  private List<String> told() {
    return ledger.events().latest(EventFilter.ANY, 1000).stream().map(Event::text).toList();
  }
}
