// SPDX-License-Identifier: Apache-2.0
package dev.ballast.ledger.sites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ballast.ledger.Documents;
import dev.ballast.ledger.DocumentsContract;
import dev.ballast.ledger.EventLog;
import dev.ballast.ledger.Interlocks;
import dev.ballast.ledger.Ledger;
import dev.ballast.ledger.Locks;
import dev.ballast.testkit.FakeClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SharedDocumentsTest extends DocumentsContract {

  private final FakeClock clock = FakeClock.atStart();
  private final Wires wires = new Wires("us-east", "eu-west");

  @Override
  protected Ledger open(FakeClock time) {
    Documents documents = new SharedDocuments(new Wires("here").start("here", time).states());
    return new OnlyDocuments(documents);
  }

  @Test
  void fieldsThatWereChangedApartAllStay() {
    Documents us = documents("us-east");
    Documents eu = documents("eu-west");
    us.put("incident", "one", "{\"title\":\"slow\",\"owner\":null,\"n\":1}", 0);
    wires.settle();
    wires.cut("us-east", "eu-west");
    wires.cut("eu-west", "us-east");
    clock.advance(Duration.ofSeconds(1));
    put(us, "{\"title\":\"slow\",\"owner\":\"ada\",\"n\":1}");
    put(eu, "{\"title\":\"slow database\",\"owner\":null}");
    wires.mend();
    wires.tick(6);
    String both = "{\"owner\":\"ada\",\"title\":\"slow database\"}";
    assertThat(us.get("incident", "one").orElseThrow().content()).isEqualTo(both);
    assertThat(eu.get("incident", "one").orElseThrow().content()).isEqualTo(both);
  }

  @Test
  void aDeletionBeatsAChangeThatItDidNotKnowOf() {
    Documents us = documents("us-east");
    Documents eu = documents("eu-west");
    us.put("silence", "one", "{\"until\":\"tomorrow\"}", 0);
    wires.settle();
    wires.cut("us-east", "eu-west");
    wires.cut("eu-west", "us-east");
    clock.advance(Duration.ofSeconds(1));
    assertThat(us.delete("silence", "one", 1)).isTrue();
    assertThat(eu.put("silence", "one", "{\"until\":\"next week\"}", 1)).isPresent();
    wires.mend();
    wires.tick(6);
    assertThat(us.get("silence", "one")).isEmpty();
    assertThat(eu.list("silence")).isEmpty();
    assertThat(eu.put("silence", "one", "{\"until\":\"again\"}", 0)).isPresent();
  }

  private Documents documents(String site) {
    return new SharedDocuments(wires.start(site, clock).states());
  }

  private static void put(Documents documents, String content) {
    long version = documents.get("incident", "one").orElseThrow().version();
    assertThat(documents.put("incident", "one", content, version)).isPresent();
  }

  /** The part of a ledger that the contract asks for. */
  private record OnlyDocuments(Documents documents) implements Ledger {

    @Override
    public EventLog events() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Locks locks() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Interlocks interlocks() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
